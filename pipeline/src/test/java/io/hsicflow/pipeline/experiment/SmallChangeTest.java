package io.hsicflow.pipeline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SmallChangeTest {
  private static final int SIDE = 16;
  private static final int CHANGES = 200;

  @Test
  void lightAndNoiseAreSmallAndNotNothing() {
    byte[] grey = new byte[3 * SIDE * SIDE];
    Arrays.fill(grey, (byte) 100);
    double lightest = 0;
    double darkest = 255;
    for (int i = 0; i < CHANGES; i++) {
      byte[] changed = changed(grey, i).rgb();
      double mean = mean(changed);
      lightest = Math.max(lightest, mean);
      darkest = Math.min(darkest, mean);
      double squares = 0;
      for (byte value : changed) {
        squares += (value - mean) * (value - mean);
      }
      // 768 numbers: the deviation of their deviation is 3 / sqrt(2 * 768), a 40th of this bound.
      assertThat(Math.sqrt(squares / changed.length)).as("noise").isBetween(1.0, 5.0);
    }
    // Means of 768 numbers are off by a tenth of a level.
    assertThat(darkest).isBetween(89.0, 92.0);
    assertThat(lightest).isBetween(108.0, 111.0);
  }

  @Test
  void thePictureMovesByTwoPixelsAtMostAndInAllDirections() {
    byte[] dot = new byte[3 * SIDE * SIDE];
    int middle = SIDE / 2 * SIDE + SIDE / 2;
    Arrays.fill(dot, 3 * middle, 3 * middle + 3, (byte) 200);
    Set<Integer> places = new TreeSet<>();
    for (int i = 0; i < CHANGES; i++) {
      byte[] changed = changed(dot, i).rgb();
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        if ((changed[3 * pixel] & 0xFF) > 150) {
          places.add(pixel);
        }
      }
    }

    Set<Integer> expected = new TreeSet<>();
    for (int y = SIDE / 2 - 2; y <= SIDE / 2 + 2; y++) {
      for (int x = SIDE / 2 - 2; x <= SIDE / 2 + 2; x++) {
        expected.add(y * SIDE + x);
      }
    }
    assertThat(places).isEqualTo(expected);
  }

  @Test
  void whatComesInAtAnEdgeRepeatsIt() {
    byte[] bright = new byte[3 * SIDE * SIDE];
    Arrays.fill(bright, (byte) 220);
    for (int i = 0; i < CHANGES; i++) {
      for (byte value : changed(bright, i).rgb()) {
        assertThat(value & 0xFF).isGreaterThan(180);
      }
    }
  }

  private static DecodedPixels changed(byte[] rgb, int number) {
    return SmallChange.of(
        new DecodedPixels(SIDE, SIDE, rgb, null), CounterRandom.at(3, Purpose.TEST, number, 0));
  }

  private static double mean(byte[] values) {
    double sum = 0;
    for (byte value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
