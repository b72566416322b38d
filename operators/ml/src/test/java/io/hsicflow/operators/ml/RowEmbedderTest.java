package io.hsicflow.operators.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import io.hsicflow.operators.MeteredTask;
import io.hsicflow.operators.trainer.LearnerOptions;
import java.io.IOException;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness throws what it likes on closing
class RowEmbedderTest {
  private static final String MODEL = "ml.model.";

  private static SnapshotData first;
  private static SnapshotData second;

  @BeforeAll
  static void makeSnapshots() {
    first = data(1, 100);
    second = data(2, 200);
  }

  /** The untrained encoder of that seed, which counts as its step here. */
  private static SnapshotData data(long seed, long publishedAt) {
    Configuration settings = StageSettings.of(StageTables.small("none"));
    settings.set(LearnerOptions.SEED, seed);
    try (Backend backend = BackendSet.onClassPath().open("auto", Precision.FLOAT32, 1, "cpu");
        Learner learner = Learner.create(backend, LearnerOptions.settings(settings))) {
      EncoderSnapshot snapshot = learner.snapshot();
      return SnapshotData.of(snapshot, publishedAt);
    }
  }

  @Test
  void rowsWaitForModelDataAndNewDataTakeOverWhileRowsGoThrough() throws Exception {
    try (MeteredTask task = new MeteredTask();
        RowEmbedderHarness embedder = RowEmbedderHarness.of(task)) {
      embedder.open();
      assertThat(task.value(MODEL + "version")).isEqualTo(-1L);
      embedder.row(StageTables.picture(0), 5);
      embedder.rowWatermark(5);
      assertThat(embedder.getOutput()).isEmpty();

      embedder.data(first);
      assertThat(task.value(MODEL + "timestamp")).isEqualTo(100L);
      assertThat(embedder.getOutput())
          .extracting(Object::getClass)
          .isEqualTo(List.of(StreamRecord.class, Watermark.class));

      embedder.row(StageTables.picture(0), 6);
      embedder.data(second);
      embedder.row(StageTables.picture(0), 7);
      embedder.endRows();
      assertThat(task.value(MODEL + "timestamp")).isEqualTo(200L);

      List<Row> rows = embedder.extractOutputValues();
      assertThat(rows).hasSize(3);
      assertThat(vector(rows.get(1))).isEqualTo(vector(rows.get(0)));
      assertThat(vector(rows.get(2))).isNotEqualTo(vector(rows.get(0)));
      assertThat(embedder.extractOutputStreamRecords())
          .extracting(StreamRecord::getTimestamp)
          .containsExactly(5L, 6L, 7L);
    }
  }

  @Test
  void theVersionIsTheStepOfTheSnapshot() throws Exception {
    SnapshotData trained = atStep(second, 40);
    try (MeteredTask task = new MeteredTask();
        RowEmbedderHarness embedder = RowEmbedderHarness.of(task)) {
      embedder.open();
      embedder.data(first);
      embedder.row(StageTables.picture(0), 1);
      embedder.data(trained);
      embedder.row(StageTables.picture(0), 2);
      embedder.barrier();

      assertThat(embedder.extractOutputValues())
          .extracting(row -> row.getField(3))
          .containsExactly(0L, 40L);
      assertThat(task.value(MODEL + "version")).isEqualTo(40L);
    }
  }

  @Test
  void theGaugesOfTheModelAreNamedAfterItsClass() throws Exception {
    try (MeteredTask task = new MeteredTask();
        RowEmbedderHarness embedder = RowEmbedderHarness.of(task)) {
      embedder.open();

      assertThat(task.identifiers())
          .anyMatch(name -> name.endsWith(".ml.model.SslHsicModel.version"))
          .anyMatch(name -> name.endsWith(".ml.model.SslHsicModel.timestamp"));
    }
  }

  @Test
  void modelDataInUseAndRowsThatWaitArePartOfTheState() throws Exception {
    OperatorSubtaskState waiting;
    OperatorSubtaskState used;
    try (MeteredTask task = new MeteredTask();
        RowEmbedderHarness embedder = RowEmbedderHarness.of(task)) {
      embedder.open();
      embedder.row(StageTables.picture(4), 9);
      waiting = embedder.snapshot(1, 1);
    }
    try (MeteredTask task = new MeteredTask();
        RowEmbedderHarness embedder = RowEmbedderHarness.of(task)) {
      embedder.initializeState(waiting);
      embedder.open();
      embedder.data(second);
      embedder.endRows();
      assertThat(embedder.extractOutputStreamRecords())
          .singleElement()
          .satisfies(record -> assertThat(record.getTimestamp()).isEqualTo(9));
      used = embedder.snapshot(2, 2);
    }
    try (MeteredTask task = new MeteredTask();
        RowEmbedderHarness embedder = RowEmbedderHarness.of(task)) {
      embedder.initializeState(used);
      embedder.open();
      assertThat(task.value(MODEL + "timestamp")).isEqualTo(200L);
      embedder.row(StageTables.picture(4), 9);
      embedder.endRows();
      assertThat(embedder.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void whatIsRefusedIsCountedAndLeftOut() throws Exception {
    try (MeteredTask task = new MeteredTask();
        RowEmbedderHarness embedder = RowEmbedderHarness.of(task)) {
      embedder.open();
      embedder.data(first);
      embedder.row(Row.of("bad", new byte[] {9}), 1);
      embedder.endRows();

      assertThat(embedder.getOutput()).isEmpty();
      assertThat(task.count("ml.refusedRows")).isEqualTo(1);
    }
  }

  @Test
  void whatIsRefusedIsAnErrorUnlessToldOtherwise() throws Exception {
    try (MeteredTask task = new MeteredTask();
        RowEmbedderHarness embedder =
            RowEmbedderHarness.of(task, new SslHsicModel().getHandleInvalid())) {
      embedder.open();
      embedder.data(first);
      assertThatThrownBy(() -> embedder.row(Row.of("bad", new byte[] {9}), 1))
          .hasMessageContaining("The image of row 0 ('bad') is not let in (")
          .hasMessageContaining("Set handleInvalid to skip");
    }
  }

  @Test
  void modelDataThatEndWithoutASnapshotOrAreNoneAreASentence() throws Exception {
    try (MeteredTask task = new MeteredTask();
        RowEmbedderHarness embedder = RowEmbedderHarness.of(task)) {
      embedder.open();
      embedder.row(StageTables.picture(0), 1);
      assertThatThrownBy(embedder::endData)
          .hasMessageContaining("The model data ended without a snapshot");
      assertThatThrownBy(
              () -> embedder.data(new SnapshotData(9, first.digest(), 1, first.snapshot())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("The model data say step 9")
          .hasMessageContaining("their snapshot is of step 0");
    }
  }

  private static SnapshotData atStep(SnapshotData data, long step) throws IOException {
    EncoderSnapshot snapshot = data.read();
    var was = snapshot.metadata();
    return SnapshotData.of(
        snapshot.withMetadata(
            new SnapshotMetadata(
                step,
                was.images(),
                was.depth(),
                was.stem(),
                was.width(),
                was.inputSize(),
                was.preprocessing(),
                was.normalisation(),
                was.attempt(),
                was.settings(),
                was.data())),
        data.publishedAt());
  }

  private static double[] vector(Row row) {
    return ((DenseVector) row.getField(2)).values;
  }
}
