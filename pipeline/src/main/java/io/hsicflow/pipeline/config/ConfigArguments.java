package io.hsicflow.pipeline.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;

/** {@code --config FILE} and {@code -Dkey=value}, for every command that reads settings. */
public final class ConfigArguments {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "YAML file with settings; 'hsicflow options' lists them.")
  private Path file;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "A setting; wins over the file. May be repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  /** For picocli. */
  public ConfigArguments() {}

  /** The checked settings; throws {@link io.hsicflow.pipeline.UserException} with what is wrong. */
  public Configuration load() {
    return ConfigLoader.load(file, overrides);
  }
}
