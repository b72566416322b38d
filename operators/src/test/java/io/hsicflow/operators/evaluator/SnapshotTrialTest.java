package io.hsicflow.operators.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.RecordingMetricGroup;
import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.format.RecordReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class SnapshotTrialTest {

  private static final int SIZE = 8;

  private final MemoryImages probe = new MemoryImages();
  private final MemoryImages stream = new MemoryImages();
  private final ManualClock clock = new ManualClock();

  @Test
  void aLabelledProbeHasEveryFigure() throws Exception {
    fill(probe, true);
    List<SnapshotEvaluation> evaluations = trial(probe, probe).evaluate(snapshot());

    assertThat(evaluations)
        .extracting(SnapshotEvaluation::name)
        .containsExactly(
            Figures.KNN,
            Figures.LINEAR,
            Figures.RANKME,
            Figures.EMBEDDING_STD,
            Figures.UNIFORMITY,
            Figures.ALIGNMENT,
            Figures.DRIFT,
            Figures.SOURCES);
    assertThat(evaluations).extracting(SnapshotEvaluation::images).contains(4L, 8L);
    assertThat(evaluations.get(0).metrics()).containsEntry("k", 3.0).containsEntry("bank", 8.0);
    assertThat(evaluations)
        .allSatisfy(
            evaluation ->
                assertThat(evaluation.metrics().values()).allMatch(value -> !value.isNaN()));
  }

  @Test
  void aProbeWithoutLabelsHasTheFiguresThatNeedNone() throws Exception {
    fill(probe, false);
    assertThat(trial(probe, null).evaluate(snapshot()))
        .extracting(SnapshotEvaluation::name)
        .containsExactly(
            Figures.RANKME, Figures.EMBEDDING_STD, Figures.UNIFORMITY, Figures.ALIGNMENT);
  }

  @Test
  void theSameSnapshotHasTheSameFiguresToTheBit() throws Exception {
    fill(probe, true);
    EncoderSnapshot snapshot = snapshot();
    assertThat(trial(probe, probe).evaluate(snapshot))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("evaluatedAt")
        .isEqualTo(trial(probe, probe).evaluate(snapshot));
  }

  @Test
  void aStreamThatCannotBeReadCostsTheDriftAlone() throws Exception {
    fill(probe, true);
    ProbeImages away =
        new ProbeImages() {
          private static final long serialVersionUID = 1L;

          @Override
          public RecordReader open() throws IOException {
            throw new IOException("The brokers are away.");
          }

          @Override
          public ImageRecordFormat format() {
            return probe.format();
          }
        };
    assertThat(trial(probe, away).evaluate(snapshot()))
        .extracting(SnapshotEvaluation::name)
        .contains(Figures.KNN, Figures.ALIGNMENT)
        .doesNotContain(Figures.DRIFT, Figures.SOURCES);
  }

  @Test
  void theFirstWindowHasNoneToBeComparedWith() throws Exception {
    SnapshotTrial trial = trialBesideStream();
    EncoderSnapshot snapshot = snapshot();
    assertThat(names(trial.evaluate(snapshot))).doesNotContain(Figures.SOURCES, Figures.NOVELTY);
    shades(0, 30, 60);

    assertThat(names(trial.evaluate(snapshot)))
        .contains(Figures.DRIFT, Figures.SOURCES)
        .doesNotContain(Figures.WINDOW_DRIFT, Figures.NOVELTY);
  }

  @Test
  void aWindowIsComparedByWhatCameSinceTheOneBefore() throws Exception {
    SnapshotTrial trial = trialBesideStream();
    EncoderSnapshot snapshot = snapshot();
    shades(0, 40, 60);
    trial.evaluate(snapshot);
    shades(40, 43, 60);
    assertThat(names(trial.evaluate(snapshot)))
        .as("3 of 43 are too few")
        .doesNotContain(Figures.WINDOW_DRIFT, Figures.NOVELTY);
    shades(43, 80, 60);
    List<SnapshotEvaluation> same = trial.evaluate(snapshot);
    shades(80, 120, 160);
    List<SnapshotEvaluation> brighter = trial.evaluate(snapshot);

    assertThat(find(same, Figures.WINDOW_DRIFT).images()).isEqualTo(40);
    assertThat(find(same, Figures.WINDOW_DRIFT).metrics()).containsEntry("reference", 40.0);
    assertThat(find(brighter, Figures.WINDOW_DRIFT).images()).isEqualTo(40);
    assertThat(find(brighter, Figures.WINDOW_DRIFT).metrics()).containsEntry("reference", 80.0);
    assertThat(value(same, Figures.WINDOW_DRIFT, Figures.VALUE))
        .isLessThan(value(same, Figures.WINDOW_DRIFT, Figures.NOISE));
    assertThat(value(brighter, Figures.WINDOW_DRIFT, Figures.VALUE))
        .isGreaterThan(5 * value(brighter, Figures.WINDOW_DRIFT, Figures.NOISE));
    assertThat(value(brighter, Figures.NOVELTY, Figures.VALUE))
        .isGreaterThan(2 * value(brighter, Figures.NOVELTY, Figures.BEFORE));
  }

  @Test
  void anEncoderOfAnotherInputHasNoWindowToCompareWith() throws Exception {
    SnapshotTrial trial = trialBesideStream();
    shades(0, 40, 60);
    trial.evaluate(snapshot());
    shades(40, 80, 60);

    assertThat(names(trial.evaluate(snapshot(2 * SIZE)))).doesNotContain(Figures.NOVELTY);
    shades(80, 120, 60);
    assertThat(names(trial.evaluate(snapshot(2 * SIZE)))).contains(Figures.NOVELTY);
  }

  /** Pictures of shades about {@code middle}, spread alike whatever their number. */
  private void shades(int from, int to, int middle) throws IOException {
    for (int number = from; number < to; number++) {
      stream.add("streamed-" + number, null, null, middle + number * 37 % 41);
    }
  }

  private static List<String> names(List<SnapshotEvaluation> evaluations) {
    return evaluations.stream().map(SnapshotEvaluation::name).toList();
  }

  private static SnapshotEvaluation find(List<SnapshotEvaluation> evaluations, String name) {
    return evaluations.stream()
        .filter(evaluation -> evaluation.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double value(List<SnapshotEvaluation> evaluations, String name, String metric) {
    return find(evaluations, name).metrics().get(metric);
  }

  @Test
  void aProbeThatIsTooSmallIsNamedAndReadAgainForTheNextSnapshot() throws Exception {
    SnapshotTrial trial = trial(probe, null);
    EncoderSnapshot snapshot = snapshot();
    assertThatThrownBy(() -> trial.evaluate(snapshot))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("The probe has 0 images of bank and 0 of query");
    fill(probe, true);
    assertThat(trial.evaluate(snapshot)).isNotEmpty();
  }

  private static void fill(MemoryImages images, boolean labelled) throws IOException {
    for (int number = 0; number < 12; number++) {
      images.add(
          "id-" + number,
          labelled ? number % 2 == 0 ? "dark" : "bright" : null,
          number < 8 ? "train" : "test",
          (number % 2 == 0 ? 20 : 180) + number);
    }
  }

  /** A trial on a labelled probe and on windows of the stream. */
  private SnapshotTrial trialBesideStream() throws IOException {
    fill(probe, true);
    return trial(probe, stream);
  }

  private SnapshotTrial trial(ProbeImages images, ProbeImages recent) {
    Configuration config = Configuration.fromMap(Map.of("evaluation.k", "3"));
    return new SnapshotTrial(
        config,
        new ProbeLoader(
            config,
            new GatedImages(config, images, clock),
            new EvaluationMetrics(new RecordingMetricGroup())),
        recent == null ? null : new DriftWindow(new GatedImages(config, recent, clock)),
        clock,
        new WorkShare(1, clock, nanos -> {}));
  }

  private static EncoderSnapshot snapshot() {
    return snapshot(SIZE);
  }

  private static EncoderSnapshot snapshot(int size) {
    LearnerSettings settings =
        LearnerSettings.builder()
            .depth(18)
            .stem(Stem.CIFAR)
            .width(2)
            .inputSize(size)
            .hidden(8)
            .output(4)
            .batch(4)
            .seed(3)
            .build();
    try (Backend backend = Backends.open(Backends.AUTO, Precision.FLOAT32, 1);
        Learner learner = Learner.create(backend, settings)) {
      return learner.snapshot();
    }
  }
}
