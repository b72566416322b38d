package io.hsicflow.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What hsicflow runs as: the versions that the build wrote down, and Java's. */
public final class Versions {
  private static final String RESOURCE = "/hsicflow-build.properties";

  private Versions() {}

  /**
   * Versions by name: hsicflow, Flink and Java.
   *
   * @throws IOException where the build's are not on the class path
   */
  public static Map<String, String> all() throws IOException {
    Properties build = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException(
            "The class path holds no " + RESOURCE + "; build hsicflow with ./mvnw package.");
      }
      build.load(in);
    }
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("hsicflow", build.getProperty("version"));
    versions.put("Flink", build.getProperty("flink"));
    versions.put("Java", Runtime.version().toString());
    return versions;
  }
}
