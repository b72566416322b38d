package io.hsicflow.pipeline.export;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.snapshot.SnapshotFile;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.job.FlinkSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/**
 * A snapshot that a person names: {@code newest}, {@code released}, the first 12 to all 64 digits
 * of a digest, or a file.
 *
 * @param name as it was given
 * @param file where it lies
 */
public record NamedSnapshot(String name, SnapshotFile file) {

  /**
   * Finds it.
   *
   * @param settings complete ones, that say where the job keeps its snapshots
   * @throws UserException with a sentence, where the store has none of that name
   */
  public static NamedSnapshot of(Configuration settings, String name) throws IOException {
    SnapshotStore store = new SnapshotStore(settings.get(SnapshotOptions.FOLDER));
    if (!SnapshotStore.isPointer(name) && !SnapshotStore.isDigest(name)) {
      return new NamedSnapshot(name, new SnapshotFile(FlinkSettings.absolute(name)));
    }
    Optional<SnapshotPointer> found = store.named(name);
    return new NamedSnapshot(
        name,
        store.file(
            found.orElseThrow(
                () ->
                    new UserException(
                        "There is no snapshot '"
                            + name
                            + "' in "
                            + store.folder()
                            + ": set snapshot.folder or job.folder to where the job that made it keeps them, or name the"
                            + " file."))));
  }

  /**
   * Reads it.
   *
   * @throws UserException with a sentence, where the file is not there or is no snapshot
   */
  public EncoderSnapshot read() {
    try {
      return file.read();
    } catch (FileNotFoundException e) {
      throw new UserException(
          "There is no snapshot '"
              + name
              + "': name a file, a digest of 12 to 64 hexadecimal digits, newest or released.",
          e);
    } catch (IOException e) {
      throw new UserException(e.getMessage(), e);
    }
  }
}
