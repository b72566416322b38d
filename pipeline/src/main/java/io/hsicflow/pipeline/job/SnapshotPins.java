package io.hsicflow.pipeline.job;

import io.hsicflow.operators.embedder.EmbedOptions;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.trainer.LearnerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;

/**
 * The snapshots that a deployment needs whatever their age: those that {@code snapshot.pinned}
 * lists, the one that {@code embed.snapshot} names by its digest, and the one of the snapshot
 * folder that {@code learner.initial-weights} starts from, also when a run without any checkpoint
 * begins again.
 */
public final class SnapshotPins {
  private SnapshotPins() {}

  /**
   * Their digests, or beginnings of them.
   *
   * @param settings completed settings
   */
  public static List<String> of(Configuration settings) {
    List<String> pins = new ArrayList<>(settings.get(SnapshotOptions.PINNED));
    String embedding = settings.get(EmbedOptions.SNAPSHOT);
    if (SnapshotStore.isDigest(embedding)) {
      pins.add(embedding);
    }
    settings
        .getOptional(LearnerOptions.INITIAL_WEIGHTS)
        .flatMap(file -> digestIn(settings.get(SnapshotOptions.FOLDER), file))
        .ifPresent(pins::add);
    return pins;
  }

  private static Optional<String> digestIn(String folder, String file) {
    Path path = FlinkSettings.absolute(file);
    return FlinkSettings.absolute(folder).equals(path.getParent())
        ? SnapshotStore.digestOf(path.getName())
        : Optional.empty();
  }
}
