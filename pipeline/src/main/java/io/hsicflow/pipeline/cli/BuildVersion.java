package io.hsicflow.pipeline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into {@code hsicflow-build.properties}. */
final class BuildVersion implements IVersionProvider {
  private static final String RESOURCE = "/hsicflow-build.properties";

  BuildVersion() {}

  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException(
            "The class path holds no " + RESOURCE + "; build hsicflow with ./mvnw package.");
      }
      build.load(in);
    }
    return new String[] {
      "hsicflow " + build.getProperty("version"),
      "Flink " + build.getProperty("flink"),
      "Java " + Runtime.version()
    };
  }
}
