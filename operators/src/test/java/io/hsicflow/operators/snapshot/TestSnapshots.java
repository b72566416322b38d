package io.hsicflow.operators.snapshot;

import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Small snapshots, and a store of them. */
final class TestSnapshots {

  private final SnapshotStore store;

  TestSnapshots(SnapshotStore store) {
    this.store = store;
  }

  /** A snapshot of that step whose numbers are made of {@code value}. */
  static EncoderSnapshot snapshot(long step, float value) {
    return snapshot(step, value, "{\"learner.depth\":18}", "a belt");
  }

  static EncoderSnapshot snapshot(long step, float value, String settings, String data) {
    SnapshotMetadata metadata =
        new SnapshotMetadata(
            step,
            step * 4,
            18,
            Stem.CIFAR,
            4,
            8,
            "whole",
            Normalisation.DEFAULT,
            1,
            settings,
            data);
    return new EncoderSnapshot(
        Map.of("conv1.weight", new FloatTensor(new int[] {2}, new float[] {value, -value})),
        metadata);
  }

  /** Publishes one of that step, at that time, with an even spread. */
  SnapshotPointer publish(long step) throws IOException {
    return publish(step, Map.of("embeddingStd", 0.9));
  }

  SnapshotPointer publish(long step, Map<String, Double> metrics) throws IOException {
    return SnapshotPointer.to(
        store
            .publish(snapshot(step, step), new SnapshotNotes(metrics, "CC-BY-4.0", step * 1000))
            .snapshot());
  }

  /** Stores one that is held back. */
  SnapshotPointer hold(long step, float value) throws IOException {
    return SnapshotPointer.to(
        store.hold(snapshot(step, value), new SnapshotNotes(Map.of(), "", step * 1000)).snapshot());
  }

  /** Puts a kNN accuracy over 500 images beside one. */
  void evaluate(SnapshotPointer snapshot, double accuracy) throws IOException {
    evaluate(snapshot, accuracy, 500);
  }

  void evaluate(SnapshotPointer snapshot, double accuracy, long images) throws IOException {
    SnapshotEvaluations.of(store.file(snapshot))
        .put(
            List.of(
                new SnapshotEvaluation(
                    "knn", 1_700_000_000_000L, images, Map.of("top1", accuracy))));
  }
}
