package io.hsicflow.pipeline.report;

import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.config.ConfigLoader;
import io.hsicflow.pipeline.config.SecretMask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * The settings of a run's job.
 *
 * @param values none where there is no file or it cannot be read, so that the defaults hold
 * @param obstacle why the file cannot be read, a sentence; empty where nothing hinders it
 */
record RunSettings(Configuration values, String obstacle) {

  /** Reads them. */
  static RunSettings of(Path file) {
    if (!Files.isRegularFile(file)) {
      return new RunSettings(new Configuration(), "");
    }
    try {
      return new RunSettings(ConfigLoader.load(file, Map.of()), "");
    } catch (UserException e) {
      return new RunSettings(new Configuration(), e.getMessage());
    }
  }

  /** By key, without secrets. */
  Map<String, String> shown() {
    return SecretMask.show(values);
  }
}
