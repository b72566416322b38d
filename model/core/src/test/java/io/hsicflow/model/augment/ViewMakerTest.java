package io.hsicflow.model.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewMakerTest {
  private static final int SIZE = 32;

  @Test
  void makesTheSameViewsInAnyOrderAndOnAnyThread() {
    int images = 200;
    byte[][] expected = new byte[2 * images][];
    ViewMaker one = new ViewMaker(AugmentSettings.method(), SIZE);
    for (int i = 0; i < images; i++) {
      make(one, i, expected);
    }
    byte[][] shuffled = new byte[2 * images][];
    List<Integer> order = IntStream.range(0, images).boxed().collect(Collectors.toList());
    Collections.shuffle(order, new Random(1));
    ThreadLocal<ViewMaker> makers =
        ThreadLocal.withInitial(() -> new ViewMaker(AugmentSettings.method(), SIZE));
    order.parallelStream().forEach(i -> make(makers.get(), i, shuffled));
    assertThat(shuffled).isDeepEqualTo(expected);
  }

  @Test
  void remakesOneViewAlone() {
    byte[] picture = picture(40, 30, 5);
    byte[] view1 = new byte[3 * SIZE * SIZE];
    byte[] view2 = new byte[3 * SIZE * SIZE];
    byte[] alone = new byte[3 * SIZE * SIZE];
    new ViewMaker(AugmentSettings.method(), SIZE).make(picture, 40, 30, 7, 8, view1, view2);
    ViewPlan plan =
        new ViewMaker(AugmentSettings.method(), SIZE).make(picture, 40, 30, 7, 8, 1, alone);
    assertThat(alone).isEqualTo(view2).isNotEqualTo(view1);
    assertThat(plan.toString()).contains(" at (");
  }

  @Test
  void keepsItsViewsForEver() {
    byte[] view1 = new byte[3 * SIZE * SIZE];
    byte[] view2 = new byte[3 * SIZE * SIZE];
    ViewMaker maker = new ViewMaker(AugmentSettings.method(), SIZE);
    long digest = 0;
    for (int i = 0; i < 50; i++) {
      maker.make(picture(20 + i, 70 - i, i), 20 + i, 70 - i, 1, i, view1, view2);
      digest = 31 * (31 * digest + Arrays.hashCode(view1)) + Arrays.hashCode(view2);
    }
    // A stored training sequence is replayed by these very bytes: a change here breaks every
    // resumed run.
    assertThat(digest).isEqualTo(8975787031057060527L);
  }

  @ParameterizedTest
  @CsvSource({"32, 40, 30", "64, 150, 100"})
  void allocatesNothingPerImageAfterWarmUp(int size, int width, int height) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ViewMaker maker = new ViewMaker(AugmentSettings.method(), size);
    byte[] picture = picture(width, height, 1);
    byte[] view1 = new byte[3 * size * size];
    byte[] view2 = new byte[3 * size * size];
    for (int i = 0; i < 1000; i++) {
      maker.make(picture, width, height, 1, i, view1, view2);
    }
    int images = 500;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < images; i++) {
      maker.make(picture, width, height, 1, i, view1, view2);
    }
    long perImage = (threads.getCurrentThreadAllocatedBytes() - before) / images;
    assertThat(perImage).isLessThan(16);
  }

  @Test
  void roundingMovesNoValueByMoreThanHalfALevel() {
    ViewMaker maker = new ViewMaker(AugmentSettings.method(), SIZE);
    ViewMaker unrounded = new ViewMaker(AugmentSettings.method(), SIZE);
    byte[] view = new byte[3 * SIZE * SIZE];
    double largest = 0;
    for (int i = 0; i < 200; i++) {
      byte[] picture = picture(40, 30, i);
      ViewPlan plan = maker.make(picture, 40, 30, 1, i, i % 2, view);
      float[][] planes = unrounded.render(picture, 40, plan);
      for (int p = 0; p < SIZE * SIZE; p++) {
        for (int c = 0; c < 3; c++) {
          double before = Math.max(0, Math.min(1, planes[c][p]));
          largest = Math.max(largest, Math.abs((view[3 * p + c] & 0xFF) / 255.0 - before));
        }
      }
    }
    // Half a level is 1/510; the float that is rounded has 24 bits for 255 levels.
    assertThat(largest).isBetween(0.99 / 510, 1.0 / 510 + 1e-7);
  }

  @Test
  void tellsItsWatchOfEveryStageOfEveryViewInTheirOrder() {
    byte[] picture = picture(40, 30, 5);
    List<ViewStage> seen = new ArrayList<>();
    byte[][] watched = new byte[2][];
    byte[][] alone = new byte[2][];
    make(new ViewMaker(AugmentSettings.method(), SIZE, seen::add), 0, watched);
    make(new ViewMaker(AugmentSettings.method(), SIZE), 0, alone);

    assertThat(watched).isDeepEqualTo(alone);
    assertThat(seen).startsWith(ViewStage.values()).endsWith(ViewStage.values());
    assertThat(seen).hasSize(2 * ViewStage.values().length);

    seen.clear();
    new ViewMaker(AugmentSettings.none(), SIZE, seen::add)
        .make(picture, 40, 30, 7, 8, 0, new byte[3 * SIZE * SIZE]);
    assertThat(seen).containsExactly(ViewStage.values());
  }

  @Test
  void showsThePictureItselfWithoutAugmentation() {
    byte[] picture = picture(SIZE, SIZE, 3);
    byte[] view1 = new byte[picture.length];
    byte[] view2 = new byte[picture.length];
    new ViewMaker(AugmentSettings.none(), SIZE).make(picture, SIZE, SIZE, 1, 2, view1, view2);
    assertThat(view1).isEqualTo(picture);
    assertThat(view2).isEqualTo(picture);
  }

  @Test
  void cutsTheCentreByPreset() {
    byte[] picture = picture(60, 47, 3);
    byte[] view1 = new byte[3 * SIZE * SIZE];
    byte[] view2 = new byte[3 * SIZE * SIZE];
    byte[] expected = new byte[3 * SIZE * SIZE];
    new ViewMaker(AugmentSettings.preset("centre-crop"), SIZE)
        .make(picture, 60, 47, 1, 2, view1, view2);
    Preprocess.centreCrop(picture, 60, 47, SIZE, expected, 0);
    assertThat(view1).isEqualTo(expected).isEqualTo(view2);
  }

  @Test
  void mirrorsTheWholePicture() {
    ViewSettings mirrored = AugmentSettings.none().view1().withFlip(1);
    byte[] picture = picture(SIZE, SIZE, 3);
    byte[] view = new byte[picture.length];
    new ViewMaker(new AugmentSettings(mirrored, mirrored), SIZE)
        .make(picture, SIZE, SIZE, 1, 2, 0, view);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        assertThat(view[3 * (y * SIZE + x)]).isEqualTo(picture[3 * (y * SIZE + SIZE - 1 - x)]);
      }
    }
  }

  @Test
  void keepsGrayPicturesGray() {
    byte[] picture = new byte[3 * 24 * 24];
    for (int i = 0; i < 24 * 24; i++) {
      Arrays.fill(picture, 3 * i, 3 * i + 3, (byte) (i * 7));
    }
    byte[] view1 = new byte[3 * SIZE * SIZE];
    byte[] view2 = new byte[3 * SIZE * SIZE];
    ViewMaker maker = new ViewMaker(AugmentSettings.method(), SIZE);
    for (int i = 0; i < 200; i++) {
      maker.make(picture, 24, 24, 1, i, view1, view2);
      assertThat(isGray(view1)).isTrue();
      assertThat(isGray(view2)).isTrue();
    }
  }

  @Test
  void refusesArraysThatDoNotFit() {
    ViewMaker maker = new ViewMaker(AugmentSettings.method(), SIZE);
    byte[] out = new byte[3 * SIZE * SIZE];
    assertThatThrownBy(() -> maker.make(new byte[10], 2, 2, 1, 1, out, out))
        .hasMessageContaining("2 by 2 pixels takes 12 bytes")
        .hasMessageContaining("has 10");
    assertThatThrownBy(() -> maker.make(new byte[12], 2, 2, 1, 1, out, new byte[5]))
        .hasMessageContaining("has 5");
    assertThatThrownBy(() -> new ViewMaker(AugmentSettings.method(), 0))
        .hasMessageContaining("is 0");
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> ViewSettings.method().withFlip(1.5))
        .hasMessageContaining("flip is 1.5");
    assertThatThrownBy(() -> ViewSettings.method().withGrayscale(Double.NaN))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> CropSettings.method().withArea(0.5, 0.2))
        .hasMessageContaining("[0.5, 0.2]");
    assertThatThrownBy(() -> CropSettings.method().withArea(0, 1)).hasMessageContaining("area");
    assertThatThrownBy(() -> new JitterSettings(1, 0, 0, 0, 0.7))
        .hasMessageContaining("hue is 0.7");
    assertThatThrownBy(() -> new BlurSettings(1, 0, 2)).hasMessageContaining("sigma");
    assertThatThrownBy(() -> AugmentSettings.preset("simclr"))
        .hasMessageContaining("'simclr'")
        .hasMessageContaining("cifar, crop-and-flip, method");
  }

  private static boolean isGray(byte[] view) {
    for (int p = 0; p < view.length; p += 3) {
      if (view[p] != view[p + 1] || view[p] != view[p + 2]) {
        return false;
      }
    }
    return true;
  }

  static byte[] picture(int width, int height, long number) {
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, number, 0);
    byte[] picture = new byte[3 * width * height];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (byte) (128 + 80 * StrictMath.sin(i / 97.0 + number) + random.nextInt(48) - 24);
    }
    return picture;
  }

  private static void make(ViewMaker maker, int i, byte[][] out) {
    int width = 20 + i % 50;
    int height = 20 + i * 7 % 60;
    out[2 * i] = new byte[3 * SIZE * SIZE];
    out[2 * i + 1] = new byte[3 * SIZE * SIZE];
    maker.make(picture(width, height, i), width, height, 42, i, out[2 * i], out[2 * i + 1]);
  }
}
