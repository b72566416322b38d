package io.hsicflow.operators.trainer;

import io.hsicflow.model.learner.StoredLearner;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/**
 * The trainer's state in a checkpoint or savepoint of a job, found by the trainer's uid in the
 * checkpoint's metadata. Raw operator state is written as it is: the job's compression of state
 * does not touch it.
 */
public final class TrainerCheckpoint {

  private TrainerCheckpoint() {}

  /**
   * Reads the learner's state.
   *
   * @param path the folder of a checkpoint or savepoint, or its {@code _metadata} file, on any file
   *     system that Flink knows
   * @throws IOException with a sentence when there is no checkpoint, it is of a job without a
   *     trainer, or the trainer's state is altered or of another version
   */
  public static StoredLearner read(String path) throws IOException {
    try (InputStream in = onlyPart(path).openInputStream();
        // The lease goes back to buffers that nobody else has: the memory stays the learner's.
        TrainerStateFormat.Loaded state = TrainerStateFormat.load(in, new StagingBuffers())) {
      return state.learner();
    }
  }

  /**
   * SHA-256 of all bytes of the trainer's state, the learner's and the examples of the step under
   * way, as 64 hexadecimal digits: two trainers with one digest have the same future.
   *
   * @param path as in {@link #read}
   * @throws IOException as {@link #read}
   */
  public static String digest(String path) throws IOException {
    try (InputStream in = onlyPart(path).openInputStream()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(in.readAllBytes());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256, but this one says it does not.", e);
    }
  }

  private static OperatorStateHandle onlyPart(String path) throws IOException {
    CompletedCheckpointStorageLocation location =
        AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
    CheckpointMetadata metadata;
    try (DataInputStream in = new DataInputStream(location.getMetadataHandle().openInputStream())) {
      metadata =
          Checkpoints.loadCheckpointMetadata(
              in, TrainerCheckpoint.class.getClassLoader(), location.getExternalPointer());
    }
    OperatorState trainer = null;
    for (OperatorState state : metadata.getOperatorStates()) {
      if (state.getOperatorUid().filter(Trainer.UID::equals).isPresent()) {
        trainer = state;
      }
    }
    if (trainer == null) {
      throw new IOException(
          "The checkpoint "
              + path
              + " holds no trainer: it is of a job without the role 'train', or of another job; give a checkpoint of"
              + " the job that trains.");
    }
    List<OperatorStateHandle> parts = new ArrayList<>();
    for (OperatorSubtaskState task : trainer.getStates()) {
      parts.addAll(task.getRawOperatorState());
    }
    if (parts.size() != 1) {
      throw new IOException(
          "The checkpoint "
              + path
              + " holds the state of "
              + parts.size()
              + " trainers, and one is read: give a checkpoint that was taken while one trainer ran.");
    }
    return parts.get(0);
  }
}
