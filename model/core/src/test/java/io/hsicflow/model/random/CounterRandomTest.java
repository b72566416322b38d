package io.hsicflow.model.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterRandomTest {
  /** The known answers that Random123 publishes for philox4x32 with 10 rounds. */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000, 00000000 00000000 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff, ffffffff ffffffff ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "a4093822 299f31d0, 243f6a88 85a308d3 13198a2e 03707344, d16cfe09 94fdcceb 5001e420 24126ea1",
  })
  void equalsThePublishedVectors(String key, String counter, String expected) {
    int[] words = CounterRandom.philox(words(key), words(counter));
    assertThat(
            Arrays.stream(words)
                .mapToObj(w -> String.format("%08x", w))
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  @Test
  void placesKeyAndCounterAsDocumented() {
    long seed = 0x299f31d0_a4093822L;
    long a = 0x03707344_13198a2eL;
    CounterRandom random = CounterRandom.at(seed, Purpose.FEATURES, a, 0x0308d3);
    for (int block = 0; block < 3; block++) {
      int[] counter = {block, Purpose.FEATURES.code() << 24 | 0x0308d3, 0x13198a2e, 0x03707344};
      int[] expected = CounterRandom.philox(new int[] {0xa4093822, 0x299f31d0}, counter);
      for (int word : expected) {
        assertThat(random.nextInt()).isEqualTo(word);
      }
    }
  }

  @Test
  void drawsTheSameAfterAReset() {
    CounterRandom random = CounterRandom.at(7, Purpose.VIEW, 12, 1);
    double[] first = {random.nextDouble(), random.nextInt(10), random.nextGaussian()};
    random.reset(7, Purpose.VIEW, 13, 1);
    assertThat(random.nextDouble()).isNotEqualTo(first[0]);
    random.reset(7, Purpose.VIEW, 12, 1);
    assertThat(new double[] {random.nextDouble(), random.nextInt(10), random.nextGaussian()})
        .isEqualTo(first);
  }

  @Test
  void givesEveryPurposeItsOwnCode() {
    assertThat(Arrays.stream(Purpose.values()).map(Purpose::code)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Purpose.values()).map(Purpose::code))
        .allMatch(code -> code >= 0 && code < 256);
  }

  @Test
  void drawsEveryIntegerBelowABoundEquallyOften() {
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, 0, 0);
    int bound = 24;
    int draws = 240_000;
    double[] counts = new double[bound];
    for (int i = 0; i < draws; i++) {
      counts[random.nextInt(bound)]++;
    }
    double expected = draws / (double) bound;
    double chiSquare =
        Arrays.stream(counts).map(c -> (c - expected) * (c - expected) / expected).sum();
    // The 99.99 % point of chi-square with 23 degrees of freedom.
    assertThat(chiSquare).isLessThan(56.0);
  }

  @Test
  void drawsBelowALargeBoundWithoutBias() {
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, 1, 0);
    // Without rejection the lower half would be drawn twice as often as the upper here.
    int bound = 3 << 29;
    int draws = 100_000;
    int low = 0;
    for (int i = 0; i < draws; i++) {
      int value = random.nextInt(bound);
      assertThat(value).isBetween(0, bound - 1);
      low += value < bound / 2 ? 1 : 0;
    }
    assertThat(low / (double) draws).isCloseTo(0.5, within(0.008));
  }

  @Test
  void drawsUniformNumbersInTheHalfOpenInterval() {
    CounterRandom random = CounterRandom.at(3, Purpose.TEST, 0, 0);
    double[] sample = new double[100_000];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = random.uniform(-2, 6);
      assertThat(sample[i]).isGreaterThanOrEqualTo(-2).isLessThan(6);
    }
    Arrays.sort(sample);
    double distance = 0;
    for (int i = 0; i < sample.length; i++) {
      double cdf = (sample[i] + 2) / 8;
      distance = Math.max(distance, Math.max(cdf - i / 1e5, (i + 1) / 1e5 - cdf));
    }
    // The Kolmogorov-Smirnov distance that one right sampler in 10,000 exceeds: 2.23 / sqrt(n).
    assertThat(distance).isLessThan(2.23 / Math.sqrt(sample.length));
  }

  @Test
  void drawsNormalNumbersUpToTheTail() {
    CounterRandom random = CounterRandom.at(4, Purpose.TEST, 0, 0);
    int draws = 2_000_000;
    double[] sample = new double[draws];
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    int beyond = 0;
    for (int i = 0; i < draws; i++) {
      double x = random.nextGaussian();
      sample[i] = x;
      sum += x;
      squares += x * x;
      fourth += x * x * x * x;
      beyond += Math.abs(x) > 3.7 ? 1 : 0;
    }
    assertThat(sum / draws).isCloseTo(0, within(0.003));
    assertThat(squares / draws).isCloseTo(1, within(0.004));
    assertThat(fourth / draws).isCloseTo(3, within(0.03));
    // P(|x| > 3.7) = 2.156e-4: 431 expected, standard deviation 21.
    assertThat(beyond).isBetween(347, 515);
    Arrays.sort(sample);
    double distance = 0;
    for (int i = 0; i < draws; i += 1000) {
      distance = Math.max(distance, Math.abs(normalCdf(sample[i]) - (i + 0.5) / draws));
    }
    assertThat(distance).isLessThan(2.23 / Math.sqrt(draws));
  }

  @Test
  void keepsItsNormalNumbersForEver() {
    CounterRandom random = CounterRandom.at(42, Purpose.INITIAL_WEIGHTS, 0, 0);
    double[] drawn = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
    assertThat(drawn)
        .containsExactly(7.441800001015761E-4, 0.047919684081528295, -0.7431484658717723);
  }

  @Test
  void refusesAnIndexThatDoesNotFit() {
    assertThatThrownBy(() -> CounterRandom.at(0, Purpose.TEST, 0, 1L << 24))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16777216")
        .hasMessageContaining("put the larger number in a");
    assertThatThrownBy(() -> CounterRandom.at(0, Purpose.TEST, 0, 0).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The bound is 0");
  }

  private static int[] words(String hex) {
    return Arrays.stream(hex.split(" ")).mapToInt(w -> Integer.parseUnsignedInt(w, 16)).toArray();
  }

  /** Normal distribution function by Simpson's rule from 0. */
  private static double normalCdf(double x) {
    int n = 200;
    double h = x / n;
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      double weight = i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2;
      double t = i * h;
      sum += weight * Math.exp(-0.5 * t * t);
    }
    return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
  }
}
