package io.hsicflow.pipeline.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What was expected of two arms before any of them was trained. It is judged by the weighted vote
 * of 200 neighbours, seed by seed.
 *
 * @param better that should be ahead
 * @param orLevel whether equal numbers fulfil it
 * @param other that should be behind
 */
record Expectation(Arm better, boolean orLevel, Arm other) {
  /** An image of the query is worth more; what is less is rounding. */
  private static final double ROUNDING = 1e-9;

  /** All that is expected of each stream. */
  static final List<Expectation> ALL =
      List.of(
          new Expectation(Arm.SHUFFLED, true, Arm.RESERVOIR),
          new Expectation(Arm.SHUFFLED, true, Arm.MIN_REDUNDANCY),
          new Expectation(Arm.RESERVOIR, false, Arm.FIFO),
          new Expectation(Arm.RESERVOIR, false, Arm.NONE),
          new Expectation(Arm.MIN_REDUNDANCY, false, Arm.FIFO),
          new Expectation(Arm.MIN_REDUNDANCY, false, Arm.NONE));

  /** The number that is compared. */
  enum Number {
    ALL("on all classes", result -> result.all().nearest200()),
    SEEN_FIRST("on the classes seen first", result -> result.seenFirst().nearest200());

    private final String text;
    private final ToDoubleFunction<ArmResult> of;

    Number(String text, ToDoubleFunction<ArmResult> of) {
      this.text = text;
      this.of = of;
    }

    double of(ArmResult result) {
      return of.applyAsDouble(result);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A sentence that says whether it came out: on average over the seeds, and in how many of them.
   *
   * @param results of one stream
   */
  String judged(Number number, List<ArmResult> results) {
    String expected =
        "Expected %s: %s %s %s. "
            .formatted(number, better, orLevel ? "at or above" : "above", other);
    double[] ahead = differences(number, results);
    MeanAndDeviation mean = MeanAndDeviation.of(ahead);
    if (!Double.isFinite(mean.mean())) {
      return expected + "Not known: there are no finite numbers of both for each seed.";
    }
    int seeds = 0;
    for (double difference : ahead) {
      seeds += fulfils(difference) ? 1 : 0;
    }
    return expected
        + String.format(
            Locale.ROOT,
            "%s: %+.2f points on average, so in %d of %d seeds%s.",
            fulfils(mean.mean()) ? "Came out" : "Did not come out",
            100 * mean.mean(),
            seeds,
            ahead.length,
            Math.abs(mean.mean()) <= mean.deviation() ? ", less than the seeds differ" : "");
  }

  private boolean fulfils(double difference) {
    return orLevel ? difference >= -ROUNDING : difference > ROUNDING;
  }

  /** How far ahead the better arm is, for each seed that both have a result of. */
  private double[] differences(Number number, List<ArmResult> results) {
    Map<Long, Double> others = new HashMap<>();
    for (ArmResult result : results) {
      if (result.arm() == other) {
        others.put(result.seed(), number.of(result));
      }
    }
    List<Double> ahead = new ArrayList<>();
    for (ArmResult result : results) {
      if (result.arm() == better && others.containsKey(result.seed())) {
        ahead.add(number.of(result) - others.get(result.seed()));
      }
    }
    return ahead.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
