package io.hsicflow.model.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaShrinkTest {
  @ParameterizedTest
  @CsvSource({
    "40, 30, 20, 10",
    "41, 37, 17, 13",
    "100, 7, 3, 7",
    "7, 100, 7, 99",
    "5, 5, 1, 1",
    "12, 12, 12, 12"
  })
  void takesTheMeanOfWhatEveryPixelCovers(int width, int height, int toWidth, int toHeight) {
    byte[] picture = ViewMakerTest.picture(width, height, 1);
    AreaShrink shrink = new AreaShrink();
    // Twice, because the buffers are used again.
    shrink(shrink, ViewMakerTest.picture(60, 60, 2), 60, 60, 30, 30);
    byte[] small = shrink(shrink, picture, width, height, toWidth, toHeight);
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        for (int c = 0; c < 3; c++) {
          double mean = mean(picture, width, height, toWidth, toHeight, x, y, c);
          assertThat((double) (small[3 * (y * toWidth + x) + c] & 0xFF))
              .isCloseTo(mean, within(0.5001));
        }
      }
    }
  }

  @Test
  void keepsWhiteWhite() {
    byte[] white = new byte[3 * 50 * 41];
    Arrays.fill(white, (byte) 255);
    assertThat(new AreaShrink().apply(white, 50, 41, new ShrinkRule(7, 100))).containsOnly(255);
  }

  @Test
  void leavesSmallPicturesAlone() {
    byte[] picture = ViewMakerTest.picture(40, 30, 1);
    assertThat(new AreaShrink().apply(picture, 40, 30, ShrinkRule.timesInput(8, 4)))
        .isSameAs(picture);
    assertThat(new AreaShrink().apply(picture, 40, 30, ShrinkRule.none())).isSameAs(picture);
  }

  @Test
  void bringsBothSidesDownByOneFactor() {
    ShrinkRule rule = ShrinkRule.timesInput(32, 4);
    assertThat(rule.width(500, 375)).isEqualTo(171);
    assertThat(rule.height(500, 375)).isEqualTo(128);
    assertThat(rule.width(10_000, 100)).isEqualTo(512);
    assertThat(rule.height(10_000, 100)).isEqualTo(5);
    assertThat(rule.height(100_000, 1)).isEqualTo(1);
    assertThat(rule.shrinks(128, 512)).isFalse();
    assertThat(rule.shrinks(129, 200)).isTrue();
    assertThatThrownBy(() -> new ShrinkRule(10, 5)).hasMessageContaining("10 and 5");
  }

  @Test
  void refusesToEnlargeAndToFinishEarly() {
    AreaShrink shrink = new AreaShrink();
    assertThatThrownBy(() -> shrink.begin(4, 4, 5, 4))
        .hasMessageContaining("4 by 4 pixels to 5 by 4");
    assertThatThrownBy(() -> shrink.begin(1, 9_000_000, 1, 1))
        .hasMessageContaining("up to 8421504 rows")
        .hasMessageContaining("9000000");
    shrink.begin(4, 4, 2, 2);
    shrink.row(new byte[12], 0);
    assertThatThrownBy(shrink::finish).hasMessageContaining("4 rows, but 1");
  }

  private static byte[] shrink(
      AreaShrink shrink, byte[] rgb, int width, int height, int toWidth, int toHeight) {
    shrink.begin(width, height, toWidth, toHeight);
    for (int y = 0; y < height; y++) {
      shrink.row(rgb, 3 * width * y);
    }
    return shrink.finish();
  }

  /** The definition: sum of overlap times value over area. */
  static double mean(
      byte[] rgb, int width, int height, int toWidth, int toHeight, int x, int y, int c) {
    double sx = width / (double) toWidth;
    double sy = height / (double) toHeight;
    double sum = 0;
    for (int v = 0; v < height; v++) {
      double tall = Math.min(v + 1, (y + 1) * sy) - Math.max(v, y * sy);
      for (int u = 0; u < width && tall > 0; u++) {
        double wide = Math.min(u + 1, (x + 1) * sx) - Math.max(u, x * sx);
        sum += wide > 0 ? wide * tall * (rgb[3 * (v * width + u) + c] & 0xFF) : 0;
      }
    }
    return sum / (sx * sy);
  }
}
