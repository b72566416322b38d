package io.hsicflow.operators.trainer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;

/** Checkpoints as a JobManager writes them, of one operator. */
final class TrainerCheckpointFile {

  private TrainerCheckpointFile() {}

  /** Writes the metadata file of a checkpoint with {@code task}, and returns the folder. */
  static Path write(Path folder, String uid, OperatorSubtaskState task) throws IOException {
    Files.createDirectories(folder);
    OperatorState operator = new OperatorState(uid, uid, new OperatorID(), 1, 1);
    operator.putState(0, task);
    try (OutputStream out = Files.newOutputStream(folder.resolve("_metadata"))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(1, List.of(operator), List.of()), out);
    }
    return folder;
  }
}
