package io.hsicflow.operators.trainer;

import io.hsicflow.model.learner.ArchitectureSettings;
import io.hsicflow.model.learner.PretrainedEncoder;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** The file of {@code learner.initial-weights}, on any file system that Flink knows. */
final class WeightsFile {

  private static final int BUFFER = 1 << 16;

  private WeightsFile() {}

  /**
   * Reads it.
   *
   * @throws IOException with a sentence when it is missing, too large or no safetensors file
   * @throws IllegalArgumentException with a sentence when its tensors are not those of the encoder
   */
  static PretrainedEncoder read(String file, ArchitectureSettings architecture) throws IOException {
    Path path = new Path(file);
    FileSystem files = path.getFileSystem();
    try (InputStream in = new BufferedInputStream(files.open(path), BUFFER)) {
      return PretrainedEncoder.read(in, path.getName(), architecture);
    } catch (FileNotFoundException e) {
      throw unreadable(file, "There is no such file where the trainer runs.", e);
    } catch (IOException e) {
      throw unreadable(file, e.getMessage(), e);
    }
  }

  private static IOException unreadable(String file, String why, IOException cause) {
    return new IOException("learner.initial-weights = " + file + " cannot be read. " + why, cause);
  }
}
