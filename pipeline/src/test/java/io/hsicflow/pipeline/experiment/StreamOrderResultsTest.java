package io.hsicflow.pipeline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.pipeline.bench.LearnAccuracy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamOrderResultsTest {
  private final List<ArmResult> results = new ArrayList<>();

  @Test
  void theTableHasMeanAndDeviationOverSeeds() {
    add(StreamKind.ORDERED, Arm.NONE, 0.30, 0.32, 0.37);
    add(StreamKind.ORDERED, Arm.FIFO, 0.33, 0.33, 0.33);

    // (30 + 32 + 37) / 3 = 33; squares 9 + 1 + 16 = 26; sqrt(26 / 2) = 3.61.
    assertThat(new StreamOrderResults(results, true).lines())
        .anyMatch(line -> line.startsWith("Stream ordered:") && line.contains("seeds: 3"))
        .anyMatch(
            line -> line.matches("none +43.00 ± 3.61 +33.00 ± 3.61 +- +16.50 ± 1.80 +100 +9 +2"))
        .anyMatch(line -> line.matches("fifo +43.00 ± 0.00 +33.00 ± 0.00 +- +16.50 ± 0.00 .*"))
        .noneMatch(line -> line.contains("Stopped"))
        .noneMatch(line -> line.contains("bursts"));
  }

  @Test
  void whatWasExpectedAndCameOutIsSaid() {
    add(StreamKind.BURSTS, Arm.SHUFFLED, 0.50, 0.51);
    add(StreamKind.BURSTS, Arm.RESERVOIR, 0.50, 0.51);
    add(StreamKind.BURSTS, Arm.FIFO, 0.40, 0.43);

    assertThat(new StreamOrderResults(results, true).lines())
        .contains(
            "Expected on all classes: shuffled at or above reservoir. Came out: +0.00 points on average, so in 2 of 2 seeds, less than the seeds differ.",
            "Expected on all classes: reservoir above fifo. Came out: +9.00 points on average, so in 2 of 2 seeds.",
            "Expected on all classes: reservoir above none. Not known: there are no finite numbers of both for each seed.");
  }

  @Test
  void whatWasExpectedAndDidNotComeOutIsSaidToo() {
    add(StreamKind.ORDERED, Arm.SHUFFLED, 0.40, 0.52, 0.40);
    add(StreamKind.ORDERED, Arm.MIN_REDUNDANCY, 0.46, 0.50, 0.47);
    add(StreamKind.ORDERED, Arm.FIFO, 0.46, 0.50, 0.47);
    add(StreamKind.ORDERED, Arm.NONE, 0.50, 0.49, 0.46);

    assertThat(new StreamOrderResults(results, true).lines())
        .contains(
            "Expected on all classes: shuffled at or above min-redundancy. Did not come out: -3.67 points on average, so in 1 of 3 seeds, less than the seeds differ.",
            "Expected on all classes: min-redundancy above fifo. Did not come out: +0.00 points on average, so in 0 of 3 seeds, less than the seeds differ.",
            "Expected on the classes seen first: min-redundancy above fifo. Did not come out: +0.00 points on average, so in 0 of 3 seeds, less than the seeds differ.");
  }

  @Test
  void oneSeedHasNoDeviation() {
    add(StreamKind.BURSTS, Arm.RESERVOIR, 0.5);
    add(StreamKind.BURSTS, Arm.FIFO, 0.4);

    assertThat(new StreamOrderResults(results, false).lines())
        .anyMatch(line -> line.matches("fifo +50.00 +40.00 +- .*"))
        .contains(
            "Expected on all classes: reservoir above fifo. Came out: +10.00 points on average, so in 1 of 1 seeds.")
        .anyMatch(line -> line.contains("Stopped before the end"));
  }

  @Test
  void programsReadAllOfIt() {
    add(StreamKind.ORDERED, Arm.RESERVOIR, 0.5, Double.NaN);

    Map<String, Object> json =
        JsonReader.parseObject(JsonWriter.write(new StreamOrderResults(results, true).json()));

    assertThat((List<?>) json.get("results")).hasSize(2);
    Map<?, ?> first = (Map<?, ?>) ((List<?>) json.get("results")).get(0);
    assertThat(first.get("arm")).isEqualTo("reservoir");
    assertThat(first.get("knn200")).isEqualTo(0.5);
    assertThat(first.get("updates")).isEqualTo(9L);
    Map<?, ?> second = (Map<?, ?>) ((List<?>) json.get("results")).get(1);
    assertThat(second.containsKey("knn200")).isTrue();
    assertThat(second.get("knn200")).isNull();
    assertThat((List<?>) ((Map<?, ?>) json.get("verdicts")).get("ordered")).isNotEmpty();
  }

  /** One result for each seed; k = 5 is ten points better, the classes seen first half as good. */
  private void add(StreamKind stream, Arm arm, double... nearest200) {
    for (int seed = 0; seed < nearest200.length; seed++) {
      double all = nearest200[seed];
      LearnAccuracy.Fractions seenFirst =
          stream == StreamKind.ORDERED
              ? new LearnAccuracy.Fractions(Double.NaN, all / 2)
              : new LearnAccuracy.Fractions(Double.NaN, Double.NaN);
      results.add(
          new ArmResult(
              stream,
              arm,
              seed,
              new LearnAccuracy.Fractions(all + 0.1, all),
              seenFirst,
              100,
              10,
              9,
              2.2));
    }
  }
}
