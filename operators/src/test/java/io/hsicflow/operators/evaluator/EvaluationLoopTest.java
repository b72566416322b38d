package io.hsicflow.operators.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import io.hsicflow.operators.RecordingMetricGroup;
import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.operators.snapshot.EvaluationMetric;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import io.hsicflow.operators.snapshot.SnapshotEvaluations;
import io.hsicflow.operators.snapshot.SnapshotGate;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotPruning;
import io.hsicflow.operators.snapshot.SnapshotRetention;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.snapshot.TrainingEnd;
import io.hsicflow.schemas.record.EvaluationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationLoopTest {

  @TempDir Path temporary;
  private final ManualClock clock = new ManualClock();
  private final RecordingMetricGroup metrics = new RecordingMetricGroup();
  private final List<Long> tried = new ArrayList<>();
  private final List<EvaluationResult> results = new ArrayList<>();
  private SnapshotStore store;

  @BeforeEach
  void open() {
    store = new SnapshotStore(temporary.resolve("snapshots").toString());
  }

  @Test
  void aNewSnapshotIsEvaluatedOnce() throws Exception {
    EncoderSnapshot snapshot = publish(10);
    EvaluationLoop loop = loop(this::figures, null);

    assertThat(loop.look()).isTrue();
    assertThat(loop.look()).isTrue();

    assertThat(tried).containsExactly(10L);
    assertThat(results).hasSize(1);
    EvaluationResult result = results.get(0);
    assertThat(result.name()).isEqualTo(Figures.KNN);
    assertThat(result.snapshotDigest()).isEqualTo(snapshot.digest());
    assertThat(result.snapshotStep()).isEqualTo(10);
    assertThat(result.imagesSeen()).isEqualTo(40);
    assertThat(result.metrics()).containsExactly(Map.entry(Figures.TOP1, 0.75));
    assertThat(beside()).extracting(SnapshotEvaluation::name).containsExactly(Figures.KNN);
    assertThat(metrics.value("evaluation.knn.top1")).isEqualTo(0.75);
    assertThat(metrics.value("evaluation.linear.top1")).isEqualTo(Double.NaN);
    assertThat(metrics.value("evaluation.snapshotStep")).isEqualTo(10L);
    assertThat(metrics.count("evaluation.snapshots")).isEqualTo(1);
  }

  @Test
  void theSnapshotsFileNeverChanges() throws Exception {
    EncoderSnapshot snapshot = publish(10);
    Path file = Path.of(store.folder(), snapshot.fileName());
    byte[] before = Files.readAllBytes(file);
    loop(this::figures, null).look();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void theNewestWinsAndTheOneUnderWayIsFinished() throws Exception {
    publish(10);
    EvaluationLoop loop =
        loop(
            snapshot -> {
              if (snapshot.metadata().step() == 10) {
                publish(20);
                publish(30);
              }
              return figures(snapshot);
            },
            null);

    loop.look();
    loop.look();
    loop.look();

    assertThat(tried).containsExactly(10L, 30L);
    assertThat(results).extracting(EvaluationResult::snapshotStep).containsExactly(10L, 30L);
  }

  @Test
  void aSnapshotThatIsPrunedMeanwhileLeavesNothingBehind() throws Exception {
    EncoderSnapshot pruned = publish(10);
    SnapshotRetention one = new SnapshotRetention(1, 0, List.of(), EvaluationMetric.of("knn.top1"));
    EvaluationLoop loop =
        loop(
            snapshot -> {
              if (snapshot.metadata().step() == 10) {
                publish(20);
                assertThat(new SnapshotPruning(store, one).run()).hasSize(1);
              }
              return figures(snapshot);
            },
            null);

    loop.look();
    loop.look();

    assertThat(results).extracting(EvaluationResult::snapshotStep).containsExactly(10L, 20L);
    String stem = pruned.fileName().replace(".safetensors", "");
    try (Stream<Path> files = Files.list(Path.of(store.folder()))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(stem))
          .anyMatch(name -> name.startsWith("step-20-") && name.endsWith(".evaluations.json"));
    }
  }

  @Test
  void aFailureCostsNothingAndIsTriedAgainLater() throws Exception {
    publish(10);
    EvaluationLoop loop = loop(failing(1), null);

    assertThat(loop.look()).isTrue();
    loop.look();
    assertThat(tried).containsExactly(10L);
    assertThat(metrics.count("evaluation.failed")).isEqualTo(1);
    clock.advanceMillis(10_000);
    loop.look();

    assertThat(tried).containsExactly(10L, 10L);
    assertThat(results).hasSize(1);
  }

  @Test
  void aNewerSnapshotDoesNotWaitForTheOneThatFailed() throws Exception {
    publish(10);
    EvaluationLoop loop = loop(failing(1), null);
    loop.look();
    publish(20);
    loop.look();
    assertThat(tried).containsExactly(10L, 20L);
    assertThat(results).extracting(EvaluationResult::snapshotStep).containsExactly(20L);
  }

  @Test
  void anErrorDoesNotFailTheTaskEither() throws Exception {
    publish(10);
    EvaluationLoop loop =
        loop(
            snapshot -> {
              throw new LinkageError("no such library");
            },
            null);
    assertThat(loop.look()).isTrue();
    assertThat(metrics.count("evaluation.failed")).isEqualTo(1);
  }

  @Test
  void whatIsEvaluatedIsReleasedUnlessTheRuleFindsItWorse() throws Exception {
    double[] accuracy = {0.75};
    EvaluationLoop loop =
        loop(
            snapshot ->
                List.of(
                    new SnapshotEvaluation(Figures.KNN, 5, 12, Map.of(Figures.TOP1, accuracy[0]))),
            null);
    EncoderSnapshot good = publish(10);
    assertThat(released()).isEmpty();
    loop.look();
    assertThat(released()).hasValue(good.digest());

    publish(20);
    accuracy[0] = 0.5;
    loop.look();

    assertThat(results).hasSize(2);
    assertThat(released()).hasValue(good.digest());
  }

  @Test
  void aReleaseThatCannotBeDecidedCostsNoEvaluation() throws Exception {
    publish(10);
    Files.writeString(Path.of(store.folder(), SnapshotStore.RELEASED), "no pointer");
    EvaluationLoop loop = loop(this::figures, null);
    loop.look();
    loop.look();
    assertThat(tried).containsExactly(10L);
    assertThat(results).hasSize(1);
    assertThat(metrics.count("evaluation.failed")).isZero();
  }

  @Test
  void theTopicDoesNotWaitForAFileThatCannotBeWritten() throws Exception {
    EncoderSnapshot snapshot = publish(10);
    String evaluations = snapshot.fileName().replace(".safetensors", ".evaluations.json");
    Files.writeString(Path.of(store.folder(), evaluations), "damaged");
    loop(this::figures, null).look();
    assertThat(results).hasSize(1);
    assertThat(metrics.count("evaluation.failed")).isEqualTo(1);
    assertThat(Files.readString(Path.of(store.folder(), evaluations))).isEqualTo("damaged");
  }

  @Test
  void aSnapshotThatCannotBeReadIsAFailureToo() throws Exception {
    EncoderSnapshot snapshot = publish(10);
    Files.delete(Path.of(store.folder(), snapshot.fileName()));
    assertThat(loop(this::figures, null).look()).isTrue();
    assertThat(metrics.count("evaluation.failed")).isEqualTo(1);
  }

  @Test
  void aPointerThatCannotBeReadIsWaitedFor() throws Exception {
    Files.createDirectories(Path.of(store.folder()));
    Files.writeString(Path.of(store.folder(), SnapshotStore.NEWEST), "no pointer");
    EvaluationLoop loop = loop(this::figures, null);
    assertThat(loop.look()).isTrue();
    publish(10);
    loop.look();
    assertThat(tried).containsExactly(10L);
  }

  @Test
  void itEndsOnceTheTrainingHasAndItsLastSnapshotIsEvaluated() throws Exception {
    publish(10);
    EvaluationLoop loop = loop(this::figures, "this");
    end("another").mark();
    assertThat(loop.look()).isTrue();
    publish(20);
    end("this").mark();
    assertThat(loop.look()).isFalse();
    assertThat(tried).containsExactly(10L, 20L);
  }

  @Test
  void aTrainingThatEndedWithoutASnapshotEndsItToo() throws Exception {
    end("this").mark();
    assertThat(loop(this::figures, "this").look()).isFalse();
  }

  @Test
  void aLastSnapshotThatFailsTwiceDoesNotKeepTheJobFromEnding() throws Exception {
    publish(10);
    end("this").mark();
    EvaluationLoop loop = loop(failing(2), "this");
    assertThat(loop.look()).isTrue();
    assertThat(loop.look()).isTrue();
    clock.advanceMillis(10_000);
    assertThat(loop.look()).isFalse();
    assertThat(tried).containsExactly(10L, 10L);
    assertThat(results).isEmpty();
  }

  @Test
  void aTaskThatStartsAgainFindsTheSameAndDoesNoHarm() throws Exception {
    publish(10);
    loop(this::figures, null).look();
    loop(this::figures, null).look();
    assertThat(results).hasSize(2);
    assertThat(results.get(0)).isEqualTo(results.get(1));
    assertThat(beside()).hasSize(1);
  }

  @Test
  void aTaskThatEndsGivesUp() throws Exception {
    publish(10);
    EvaluationLoop loop =
        loop(
            snapshot -> {
              throw new EvaluationGivenUpException();
            },
            null);
    assertThatThrownBy(loop::run).isInstanceOf(EvaluationGivenUpException.class);
    assertThat(metrics.count("evaluation.failed")).isZero();
  }

  private List<SnapshotEvaluation> figures(EncoderSnapshot snapshot) {
    tried.add(snapshot.metadata().step());
    return List.of(new SnapshotEvaluation(Figures.KNN, 5, 12, Map.of(Figures.TOP1, 0.75)));
  }

  private EvaluationLoop.Trial failing(int times) {
    return snapshot -> {
      List<SnapshotEvaluation> figures = figures(snapshot);
      if (tried.size() <= times) {
        throw new IOException("The brokers are away.");
      }
      return figures;
    };
  }

  private EvaluationLoop loop(EvaluationLoop.Trial trial, String run) {
    Rest none =
        nanos -> {
          throw new AssertionError("Nobody rests here.");
        };
    return new EvaluationLoop(
        store,
        new SnapshotGate(
            store, Configuration.fromMap(Map.of("release.after", "evaluation")), clock),
        end(run),
        trial,
        new WorkShare(1, clock, none),
        none,
        Duration.ofSeconds(1),
        clock,
        new EvaluationMetrics(metricsOnce()),
        results::addAll);
  }

  /** A second loop registers its metrics in a group of its own. */
  private RecordingMetricGroup metricsOnce() {
    return metrics.metrics().isEmpty() ? metrics : new RecordingMetricGroup();
  }

  private TrainingEnd end(String run) {
    return new TrainingEnd(store.folder(), run);
  }

  private Optional<String> released() throws IOException {
    return store.pointer(SnapshotStore.RELEASED).map(SnapshotPointer::digest);
  }

  private List<SnapshotEvaluation> beside() throws IOException {
    SnapshotPointer pointer = store.newest().orElseThrow();
    return SnapshotEvaluations.of(store.file(pointer)).read();
  }

  private EncoderSnapshot publish(long step) throws IOException {
    SnapshotMetadata metadata =
        new SnapshotMetadata(
            step, step * 4, 18, Stem.CIFAR, 4, 8, "whole", Normalisation.DEFAULT, 1, "{}", "");
    return store
        .publish(
            new EncoderSnapshot(
                Map.of("conv1.weight", new FloatTensor(new int[] {1}, new float[] {step})),
                metadata),
            Map.of())
        .snapshot();
  }
}
