package io.hsicflow.pipeline.demo;

import io.hsicflow.pipeline.config.SecretMask;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;

/** The settings of a demo's training as the YAML that {@code --config} takes. */
final class SettingsFile {
  private SettingsFile() {}

  /** Lines of the file; what the demo itself was told stands in comments. */
  static List<String> lines(DemoSettings settings, String data, long steps, Configuration conf) {
    List<String> lines = new ArrayList<>();
    lines.add("# The training of a demo, as ./hsicflow run --config takes it.");
    lines.add("# images: " + data);
    lines.add(
        "# length: "
            + (settings.minutes() == null
                ? steps + " steps, as told"
                : steps + " steps, found by timing for " + settings.minutes() + " minutes"));
    new TreeMap<>(SecretMask.show(conf))
        .forEach((key, value) -> lines.add(key + ": '" + value.replace("'", "''") + "'"));
    return lines;
  }
}
