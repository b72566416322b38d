package io.hsicflow.pipeline.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.augment.AugmentSettings;
import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactSheetTest {
  private static final int PAIRS = 3;
  private static final long SEED = 11;

  @ParameterizedTest
  @CsvSource({"16, 40, 30, 10", "70, 90, 120, 2", "200, 300, 350, 1"})
  void everyViewIsShownPixelByPixel(int size, int width, int height, int scale) {
    ViewMaker maker = new ViewMaker(AugmentSettings.method(), size);
    List<ImageSample> samples = List.of(sample("a", width, height, 0), sample("b", 20, 60, 1));
    List<SheetImage> images =
        List.of(
            SheetImage.of(samples.get(0), maker, SEED, 0, PAIRS),
            SheetImage.of(samples.get(1), maker, SEED, PAIRS, PAIRS));
    ContactSheet sheet = new ContactSheet(size, PAIRS, Captions.obstacle().isEmpty());

    BufferedImage drawn = sheet.draw(List.of("Views", "of two pictures"), images);

    assertThat(sheet.scale()).isEqualTo(scale);
    assertThat(drawn.getWidth()).isEqualTo(sheet.width());
    assertThat(drawn.getHeight()).isEqualTo(sheet.height(2));
    byte[] expected = new byte[3 * size * size];
    for (int image = 0; image < 2; image++) {
      DecodedPixels picture = samples.get(image).picture();
      for (int pair = 0; pair < PAIRS; pair++) {
        for (int view = 0; view < 2; view++) {
          maker.make(
              picture.rgb(),
              picture.width(),
              picture.height(),
              SEED,
              image * PAIRS + pair,
              view,
              expected);
          assertThat(shown(drawn, sheet.viewAt(image, pair, view), size, scale))
              .isEqualTo(expected);
        }
      }
    }
  }

  /** Checks on the way that a pixel of the view fills all pixels that stand for it. */
  private static byte[] shown(BufferedImage drawn, Point at, int size, int scale) {
    byte[] rgb = new byte[3 * size * size];
    for (int y = 0; y < size * scale; y++) {
      for (int x = 0; x < size * scale; x++) {
        int pixel = drawn.getRGB(at.x + x, at.y + y);
        int to = 3 * (y / scale * size + x / scale);
        if (y % scale == 0 && x % scale == 0) {
          rgb[to] = (byte) (pixel >> 16);
          rgb[to + 1] = (byte) (pixel >> 8);
          rgb[to + 2] = (byte) pixel;
        }
        assertThat((byte) (pixel >> 8)).isEqualTo(rgb[to + 1]);
      }
    }
    return rgb;
  }

  private static ImageSample sample(String name, int width, int height, int number) {
    CounterRandom random = CounterRandom.at(0, Purpose.TEST, number, 0);
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) random.nextInt();
    }
    return new ImageSample(name, new byte[0], new DecodedPixels(width, height, rgb, null));
  }
}
