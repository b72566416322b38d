package io.hsicflow.operators.trainer;

import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.schemas.record.LearnerChange;
import io.hsicflow.schemas.record.SnapshotPublished;
import io.hsicflow.schemas.record.TrainingProgress;
import io.hsicflow.schemas.record.Views;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * A trainer of a tiny network in Flink's harness, and examples for it that are functions of their
 * number.
 */
@SuppressWarnings("try") // harnesses throw what they like on closing
final class TrainerHarness extends OneInputStreamOperatorTestHarness<Views, TrainingProgress> {

  static final int BATCH = 4;
  static final int SIZE = 8;
  private static final OutputTag<SnapshotPublished> PUBLISHED =
      new OutputTag<>("snapshots", TypeInformation.of(SnapshotPublished.class));
  private static final Map<String, String> TINY =
      Map.ofEntries(
          Map.entry("learner.threads", "1"),
          Map.entry("learner.depth", "18"),
          Map.entry("learner.stem", "cifar"),
          Map.entry("learner.width", "2"),
          Map.entry("learner.size", Integer.toString(SIZE)),
          Map.entry("learner.hidden", "8"),
          Map.entry("learner.output", "4"),
          Map.entry("learner.batch", Integer.toString(BATCH)),
          Map.entry("learner.warmup-steps", "2"),
          Map.entry("loss.frequencies", "16"),
          Map.entry("loss.scale-rows", "16"),
          Map.entry("snapshot.every-steps", "0"),
          Map.entry("probe.classes", "even;odd"));

  TrainerHarness(Path snapshots, Map<String, String> options) throws Exception {
    this(snapshots, options, 1, 1);
  }

  TrainerHarness(String snapshots, Map<String, String> options) throws Exception {
    this(snapshots, options, 1, 1, BackendSet::onClassPath);
  }

  TrainerHarness(Path snapshots, Map<String, String> options, int maxParallelism, int parallelism)
      throws Exception {
    this(snapshots.toString(), options, maxParallelism, parallelism, BackendSet::onClassPath);
  }

  TrainerHarness(
      Path snapshots, Map<String, String> options, SerializableSupplier<BackendSet> backends)
      throws Exception {
    this(snapshots.toString(), options, 1, 1, backends);
  }

  private TrainerHarness(
      String snapshots,
      Map<String, String> options,
      int maxParallelism,
      int parallelism,
      SerializableSupplier<BackendSet> backends)
      throws Exception {
    super(
        new TrainerOperator(
            configuration(options), snapshots, PUBLISHED, new ManualClock(), backends),
        maxParallelism,
        parallelism,
        0);
  }

  static Configuration configuration(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(TINY);
    all.putAll(options);
    return Configuration.fromMap(all);
  }

  /** Takes the examples numbered {@code from} to before {@code to}. */
  void take(long from, long to) throws Exception {
    for (long sequence = from; sequence < to; sequence++) {
      processElement(new StreamRecord<>(views(sequence)));
    }
  }

  /** Takes the same with what changes at some steps. */
  void take(long from, long to, Map<Long, LearnerChange> changes) throws Exception {
    for (long sequence = from; sequence < to; sequence++) {
      LearnerChange change = sequence % BATCH == 0 ? changes.get(sequence / BATCH) : null;
      processElement(new StreamRecord<>(changed(sequence, change)));
    }
  }

  /** The views of an example that a change of the learner comes with. */
  static Views changed(long sequence, LearnerChange change) {
    Views views = views(sequence);
    return new Views(
        sequence,
        views.step(),
        0,
        views.slot(),
        views.label(),
        views.view1(),
        views.view2(),
        change);
  }

  static Views views(long sequence) {
    byte[][] views = new byte[2][3 * SIZE * SIZE];
    CounterRandom random = CounterRandom.at(3, Purpose.VIEW, sequence, 0);
    for (byte[] view : views) {
      for (int i = 0; i < view.length; i++) {
        view[i] = (byte) random.nextInt(256);
      }
    }
    String label = sequence % 3 == 0 ? null : sequence % 2 == 0 ? "even" : "odd";
    return new Views(
        sequence, sequence / BATCH, 0, (int) (sequence % BATCH), label, views[0], views[1]);
  }

  List<TrainingProgress> progress() {
    return extractOutputValues();
  }

  List<SnapshotPublished> published() {
    var records = getSideOutput(PUBLISHED);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  /** What the trainer counts. */
  TrainingMetrics metrics() {
    return ((TrainerOperator) getOneInputOperator()).metrics();
  }

  /**
   * The synchronous part of a checkpoint to {@code storage}; the background part is for the test to
   * run.
   */
  OperatorSnapshotFutures begin(long checkpointId, CheckpointStreamFactory storage)
      throws Exception {
    return getOneInputOperator()
        .snapshotState(
            checkpointId,
            checkpointId,
            new CheckpointOptions(
                CheckpointType.CHECKPOINT, CheckpointStorageLocationReference.getDefault()),
            storage);
  }

  /** The bytes of the whole state, as a checkpoint has them. */
  byte[] stateBytes() throws Exception {
    return bytesOf(snapshot(1000, 1000));
  }

  static byte[] bytesOf(OperatorSubtaskState state) throws IOException {
    OperatorStateHandle handle = state.getRawOperatorState().iterator().next();
    try (InputStream in = handle.openInputStream()) {
      return in.readAllBytes();
    }
  }

  /** A checkpoint with these bytes as the trainer's state. */
  static OperatorSubtaskState checkpointOf(byte[] state) {
    OperatorStateHandle.StateMetaInfo part =
        new OperatorStateHandle.StateMetaInfo(
            new long[] {0}, OperatorStateHandle.Mode.SPLIT_DISTRIBUTE);
    return OperatorSubtaskState.builder()
        .setRawOperatorState(
            StateObjectCollection.singleton(
                new OperatorStreamStateHandle(
                    Map.of(DefaultOperatorStateBackend.DEFAULT_OPERATOR_STATE_NAME, part),
                    new ByteStreamStateHandle("state", state))))
        .build();
  }
}
