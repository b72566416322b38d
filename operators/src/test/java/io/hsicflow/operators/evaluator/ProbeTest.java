package io.hsicflow.operators.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.evaluator.BoundedDraw.Entry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeTest {

  @Test
  void whatIsMarkedToTestWithIsTheQueryAndNothingElse() {
    Probe probe =
        Probe.of(
            List.of(entry("1", "dog", true), entry("2", "cat", false), entry("3", "cat", true)));
    assertThat(probe.query()).hasSize(2);
    assertThat(probe.bank()).hasSize(1);
    assertThat(probe.queryLabels()).containsExactly(1, 0);
    assertThat(probe.bankLabels()).containsExactly(0);
  }

  @Test
  void whereNothingIsMarkedOneInFiveByTheHashOfTheIdIsQuery() {
    Probe probe =
        Probe.of(
            IntStream.range(0, 1000)
                .mapToObj(number -> entry("id-" + number, number % 2 == 0 ? "a" : "b", false))
                .toList());
    assertThat(probe.query()).hasSizeBetween(150, 250);
    assertThat(probe.bank()).hasSize(1000 - probe.query().size());
  }

  @Test
  void onlyTheAttributeSplitOfTestMarksAnImage() {
    assertThat(ProbeSplit.isTest(Map.of("split", "test"))).isTrue();
    assertThat(ProbeSplit.isTest(Map.of("split", "TEST"))).isTrue();
    assertThat(ProbeSplit.isTest(Map.of("split", "train"))).isFalse();
    assertThat(ProbeSplit.isTest(Map.of())).isFalse();
    assertThat(ProbeSplit.isValidation("Validation")).isTrue();
    assertThat(ProbeSplit.isValidation("test")).isFalse();
    assertThat(ProbeSplit.isValidation(null)).isFalse();
  }

  @Test
  void oneClassIsNoClasses() {
    List<Entry<ProbePicture>> drawn =
        List.of(entry("1", "dog", true), entry("2", "dog", false), entry("3", null, true));
    assertThat(Probe.of(drawn).isLabelled()).isFalse();
  }

  @Test
  void fewerThanTwoOfEachAreNotEnough() {
    assertThat(
            Probe.of(List.of(entry("1", "a", true), entry("2", "b", true), entry("3", "a", false)))
                .isEnough())
        .isFalse();
  }

  private static Entry<ProbePicture> entry(String id, String label, boolean test) {
    return new Entry<>(id, label, 0, new ProbePicture(test, new byte[3], null, null));
  }
}
