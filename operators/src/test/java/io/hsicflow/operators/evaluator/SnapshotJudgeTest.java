package io.hsicflow.operators.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotJudgeTest {

  private static final Vectors AXES = new Vectors(new float[] {1, 0, 0, 1}, 2);
  private static final Vectors SPOILED = new Vectors(new float[] {1, Float.NaN, 0, 1}, 2);

  private final SnapshotJudge judge = new SnapshotJudge(1, 0.1, new ManualClock(), () -> {});

  @Test
  void theNearestNeighbourAndTheClassifierNameWhatIsEasy() {
    List<SnapshotEvaluation> evaluations = judge.judge(embedded(AXES));
    assertThat(evaluations.get(0).name()).isEqualTo(Figures.KNN);
    assertThat(evaluations.get(0).metrics())
        .containsEntry(Figures.TOP1, 1.0)
        .containsEntry("k", 1.0)
        .containsEntry("temperature", 0.1)
        .containsEntry("bank", 2.0);
    assertThat(evaluations.get(1).name()).isEqualTo(Figures.LINEAR);
    assertThat(evaluations.get(1).metrics())
        .containsEntry(Figures.TOP1, 1.0)
        .containsEntry(Figures.TOP5, 1.0)
        .containsEntry("converged", 1.0);
  }

  @Test
  void embeddingsThatAreNotFiniteHaveEvaluationsWithoutNumbers() {
    EmbeddedProbe spoiled = embedded(SPOILED);
    assertThat(judge.judge(spoiled))
        .hasSize(6)
        .allSatisfy(
            evaluation -> assertThat(evaluation.metrics().values()).containsOnly(Double.NaN));
    assertThat(judge.drift(spoiled, AXES).orElseThrow().metrics())
        .containsEntry(Figures.VALUE, Double.NaN);
  }

  @Test
  void aStreamOfOneImageHasNoDrift() {
    assertThat(judge.drift(embedded(AXES), new Vectors(new float[] {1, 0}, 2))).isEmpty();
    assertThat(judge.drift(embedded(AXES), AXES)).isPresent();
  }

  @Test
  void windowsThatAreNotFiniteAreComparedWithoutNumbers() {
    assertThat(judge.change(embedded(AXES), AXES, SPOILED))
        .hasSize(2)
        .allSatisfy(
            evaluation ->
                assertThat(evaluation.metrics()).containsEntry(Figures.VALUE, Double.NaN));
    assertThat(judge.change(embedded(AXES), AXES, AXES))
        .allSatisfy(evaluation -> assertThat(evaluation.metrics().get(Figures.VALUE)).isFinite());
  }

  private static EmbeddedProbe embedded(Vectors bank) {
    int[] labels = {0, 1};
    return new EmbeddedProbe(
        new Probe(List.of(), List.of(), labels, labels), bank, AXES, AXES, AXES);
  }
}
