package io.hsicflow.operators.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvenShareTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 1.0 / 3, 0.5, 0.77, 0.999})
  void anyImagesInARowHaveTheirShareTakenToWithinTwo(double share) {
    EvenShare even = new EvenShare(0, 0, 0);
    double[] ahead = new double[5_000];
    double taken = 0;
    for (int i = 0; i < ahead.length; i++) {
      taken += even.takes(share) ? 1 : 0;
      ahead[i] = taken - (i + 1) * share;
    }

    double most = Arrays.stream(ahead).max().orElseThrow();
    double least = Arrays.stream(ahead).min().orElseThrow();
    assertThat(most - least).as("of any two beginnings").isLessThan(2 + 1e-6);
  }

  @Test
  void camerasThatSendInTurnsKeepTheirShareEach() {
    EvenShare even = new EvenShare(0, 0, 0);
    int[] taken = new int[2];
    int images = 20_000;
    for (int i = 0; i < images; i++) {
      taken[i % 2] += even.takes(0.5) ? 1 : 0;
    }

    // One of two neighbours is drawn each time; Hoeffding's inequality, one in 10^6.
    double bound = Math.sqrt(Math.log(2e6) / images);
    assertThat(taken[0] / (images / 2.0)).isCloseTo(0.5, within(bound));
    assertThat(taken[0] + taken[1]).isCloseTo(images / 2, within(2));
  }

  @Test
  void aWholeShareTakesAll() {
    EvenShare even = new EvenShare(0, 0, 0);
    for (int i = 0; i < 10; i++) {
      even.takes(0.3);
    }

    for (int i = 0; i < 1_000; i++) {
      assertThat(even.takes(1)).isTrue();
    }
  }

  @Test
  void itGoesOnWhereItStood() {
    EvenShare undisturbed = new EvenShare(0, 0, 0);
    EvenShare cut = new EvenShare(0, 0, 0);
    for (int i = 0; i < 1_000; i++) {
      cut = new EvenShare(cut.stretch(), cut.within(), cut.taken());
      double share = 0.2 + i % 5 * 0.1;

      assertThat(cut.takes(share)).isEqualTo(undisturbed.takes(share));
    }
  }
}
