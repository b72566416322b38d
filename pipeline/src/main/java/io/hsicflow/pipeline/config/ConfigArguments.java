package io.hsicflow.pipeline.config;

import java.nio.file.Files;
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

  /**
   * The checked settings, as {@link #load()}.
   *
   * @param otherwise the file that is read where none is named and this one is there
   */
  public Configuration load(Path otherwise) {
    return ConfigLoader.load(
        file == null && Files.isRegularFile(otherwise) ? otherwise : file, overrides);
  }

  /** The checked settings; throws {@link io.hsicflow.pipeline.UserException} with what is wrong. */
  public Configuration load() {
    return ConfigLoader.load(file, overrides);
  }
}
