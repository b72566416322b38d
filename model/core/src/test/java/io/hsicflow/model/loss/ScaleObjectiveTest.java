package io.hsicflow.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScaleObjectiveTest {
  @ParameterizedTest
  @EnumSource(names = {"INVERSE_MULTIQUADRIC", "GAUSSIAN"})
  void valueIsTheMeanOfLogSlopesFlooredAndClamped(Kernel kernel) {
    double[] distances = distances();
    for (double c : new double[] {1e-3, 0.3, 1, 20}) {
      double expected =
          DoubleStream.of(distances)
              .map(q -> Math.min(1e10, Math.max(0, q)))
              .map(q -> 0.5 * Math.log(Math.max(1e-14, Math.pow(kernel.slope(q, c), 2))))
              .average()
              .orElseThrow();
      assertThat(of(kernel, distances, c).value())
          .isCloseTo(expected, within(1e-12 * Math.abs(expected) + 1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INVERSE_MULTIQUADRIC", "GAUSSIAN"})
  void derivativeEqualsFiniteDifferences(Kernel kernel) {
    double[] distances = distances();
    for (double c : new double[] {0.5, 1, 20}) {
      double h = 1e-6 * c;
      double expected =
          (of(kernel, distances, c + h).value() - of(kernel, distances, c - h).value()) / (2 * h);
      assertThat(of(kernel, distances, c).derivative())
          .isCloseTo(expected, within(1e-6 * Math.abs(expected) + 1e-8));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INVERSE_MULTIQUADRIC", "GAUSSIAN"})
  void collapseOfAllDistancesIsFinite(Kernel kernel) {
    KernelScale.Objective objective = of(kernel, new double[118], KernelScale.MINIMUM);
    assertThat(objective.value()).isCloseTo(-Math.log(2e-6), within(1e-9));
    assertThat(objective.derivative()).isCloseTo(-2 / KernelScale.MINIMUM, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(names = {"INVERSE_MULTIQUADRIC", "GAUSSIAN"})
  void aPairCountsAsOftenAsItsRowAndItsColumnWereDrawn(Kernel kernel) {
    int[] rows = {5, 5, 5, 2, 1, 1};
    int[] columns = {3, 1, 4, 1};
    double[] distances = Arrays.copyOfRange(distances(), 8, 8 + rows.length * columns.length);
    double[] repeated =
        IntStream.range(0, distances.length)
            .boxed()
            .flatMapToDouble(
                i -> {
                  int times = rows[i / columns.length] * columns[i % columns.length];
                  return DoubleStream.generate(() -> distances[i]).limit(times);
                })
            .toArray();
    ScaleObjective objective = new ScaleObjective(kernel, 0.7);
    objective.add(distances.clone(), rows, columns);
    KernelScale.Objective plain = of(kernel, repeated, 1, 0.7);
    assertThat(objective.mean().value())
        .isCloseTo(plain.value(), within(1e-12 * Math.abs(plain.value())));
    assertThat(objective.mean().derivative())
        .isCloseTo(plain.derivative(), within(1e-12 * Math.abs(plain.derivative())));
  }

  private static double[] distances() {
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, 0, 0);
    double[] distances = new double[1003];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = 4 * random.nextDouble();
    }
    distances[5] = -1e-9;
    distances[6] = 1e12;
    distances[7] = 1e5;
    return distances;
  }

  /**
   * Of 59 columns, in two pieces, so that one may have pairs below the floor and the other none.
   */
  private static KernelScale.Objective of(Kernel kernel, double[] distances, double c) {
    return of(kernel, distances, 59, c);
  }

  private static KernelScale.Objective of(
      Kernel kernel, double[] distances, int columns, double c) {
    ScaleObjective objective = new ScaleObjective(kernel, c);
    objective.add(Arrays.copyOfRange(distances, 0, columns), ones(1), ones(columns));
    objective.add(
        Arrays.copyOfRange(distances, columns, distances.length),
        ones(distances.length / columns - 1),
        ones(columns));
    return objective.mean();
  }

  private static int[] ones(int count) {
    int[] ones = new int[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
