package io.hsicflow.pipeline.export;

import io.hsicflow.model.learner.StoredLearner;
import io.hsicflow.model.learner.WeightSet;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.snapshot.SnapshotFile;
import io.hsicflow.operators.trainer.TrainerCheckpoint;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.run.StateFolder;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;

/** Writes an encoder to a new file, in torchvision's names and with a snapshot's metadata. */
public final class EncoderExport {
  private static final String LATEST = "latest";

  private final Configuration settings;
  private final SnapshotFile target;

  /**
   * An export to {@code target}, a path or URI.
   *
   * @param configuration settings that say where the job's folders are
   */
  public EncoderExport(Configuration configuration, String target) {
    this.settings = FlinkSettings.complete(configuration);
    this.target = new SnapshotFile(FlinkSettings.absolute(target));
  }

  /**
   * Copies a snapshot as it is.
   *
   * @param named {@code newest}, {@code released}, the first 12 to all 64 digits of a digest, or a
   *     file
   * @return the snapshot
   * @throws UserException with a sentence, where there is no such snapshot or the target is there
   */
  public EncoderSnapshot ofSnapshot(String named) throws IOException {
    refuseToReplace();
    NamedSnapshot source = NamedSnapshot.of(settings, named);
    EncoderSnapshot snapshot = source.read();
    source.file().copyTo(target);
    return snapshot;
  }

  /**
   * Writes weights out of a checkpoint or savepoint of the job.
   *
   * @param checkpoint its path, or {@code latest} for the newest one of the job's folder
   * @param heads whether projector and predictor are added
   * @return what was written
   * @throws UserException with a sentence, where there is no such checkpoint, no trainer in it, no
   *     target network, a state of another version, or the target is there
   */
  public EncoderSnapshot ofCheckpoint(String checkpoint, WeightSet weights, boolean heads)
      throws IOException {
    refuseToReplace();
    String asked =
        checkpoint.equals(LATEST) ? LATEST : FlinkSettings.absolute(checkpoint).toString();
    String path = StateFolder.of(settings).resolve(asked).orElseThrow();
    EncoderSnapshot snapshot;
    try {
      StoredLearner learner = TrainerCheckpoint.read(path);
      snapshot = learner.snapshot(weights, heads);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException("Nothing was exported from " + path + ". " + e.getMessage(), e);
    }
    target.write(snapshot);
    return snapshot;
  }

  private void refuseToReplace() throws IOException {
    if (target.exists()) {
      throw new UserException(
          "There is a file " + target + " already, and export replaces none: name another.");
    }
  }
}
