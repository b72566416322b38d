package io.hsicflow.pipeline.bench;

import io.hsicflow.pipeline.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;

/**
 * What {@link ReplayBenchmark} measures.
 *
 * @param options of the job, of replay and of the state backend; how many images are held and how
 *     many bytes the benchmark sets itself
 * @param images that are held
 * @param size side of the images in pixels
 * @param more fresh images that are timed once so many are held
 * @param folder where state and checkpoints are written in a folder of their own; null for the
 *     folder of temporary files
 */
public record ReplayWork(Configuration options, int images, int size, long more, Path folder) {
  /** Checks the numbers and the folder. */
  public ReplayWork {
    if (images < 1 || size < 1 || more < 1) {
      throw new UserException(
          "%d images of %d pixels and %d more cannot be timed: take at least 1 of each (--images, --size, --more)."
              .formatted(images, size, more));
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UserException("--folder is " + folder + ", which is no folder: make it first.");
    }
  }

  /** Bytes of the pixels of an image. */
  long imageBytes() {
    return 3L * size * size;
  }
}
