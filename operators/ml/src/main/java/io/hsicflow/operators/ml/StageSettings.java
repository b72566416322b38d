package io.hsicflow.operators.ml;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.ml.param.WithParams;

/** What a stage's params say in the job's own options. */
final class StageSettings {

  private StageSettings() {}

  /** The options that differ from their defaults. */
  static Configuration of(WithParams<?> stage) {
    Configuration settings = new Configuration();
    stage
        .getParamMap()
        .forEach(
            (param, value) -> {
              if (param instanceof OptionParam<?> option) {
                option.apply(value, settings);
              }
            });
    return settings;
  }
}
