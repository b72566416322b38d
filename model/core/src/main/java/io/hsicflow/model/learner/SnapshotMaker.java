package io.hsicflow.model.learner;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.util.Map;

/** Puts to a network's tensors what a snapshot says of them. */
final class SnapshotMaker {
  private SnapshotMaker() {}

  /**
   * A snapshot.
   *
   * @param settings the learner's settings, as JSON
   */
  static EncoderSnapshot make(
      Map<String, FloatTensor> tensors,
      ArchitectureSettings architecture,
      String settings,
      long step,
      long images) {
    return new EncoderSnapshot(
        tensors,
        new SnapshotMetadata(
            step,
            images,
            architecture.depth(),
            architecture.stem(),
            architecture.width(),
            architecture.inputSize(),
            SnapshotMetadata.defaultPreprocessing(architecture.inputSize()),
            architecture.normalisation(),
            1,
            settings,
            ""));
  }
}
