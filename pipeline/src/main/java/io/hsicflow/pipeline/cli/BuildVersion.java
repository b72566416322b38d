package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.Versions;
import java.io.IOException;
import picocli.CommandLine.IVersionProvider;

/** {@link Versions} for {@code --version}. */
final class BuildVersion implements IVersionProvider {
  BuildVersion() {}

  @Override
  public String[] getVersion() throws IOException {
    return Versions.all().entrySet().stream()
        .map(version -> version.getKey() + " " + version.getValue())
        .toArray(String[]::new);
  }
}
