package io.hsicflow.pipeline.doctor;

import io.hsicflow.pipeline.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;

/** Which versions of what it is made of are on the class path. */
final class VersionsCheck implements Check {
  /** The libraries with native code, by the path of what Maven says of each in its jar. */
  private static final Map<String, String> NATIVES = new LinkedHashMap<>();

  static {
    NATIVES.put("oneDNN", "org.bytedeco/dnnl");
    NATIVES.put("libtorch", "org.bytedeco/pytorch");
    NATIVES.put("ND4J", "org.nd4j/nd4j-native");
    NATIVES.put("OpenBLAS", "org.bytedeco/openblas");
    NATIVES.put("JavaCPP", "org.bytedeco/javacpp");
  }

  VersionsCheck() {}

  @Override
  public String name() {
    return "versions";
  }

  @Override
  public Finding look() throws IOException {
    Map<String, String> versions = new LinkedHashMap<>(Versions.all());
    versions.remove("Java");
    versions.put("Kafka client", AppInfoParser.getVersion());
    for (Map.Entry<String, String> library : NATIVES.entrySet()) {
      String path = "/META-INF/maven/" + library.getValue() + "/pom.properties";
      try (InputStream in = VersionsCheck.class.getResourceAsStream(path)) {
        if (in != null) {
          Properties properties = new Properties();
          properties.load(in);
          versions.put(library.getKey(), properties.getProperty("version"));
        }
      }
    }
    return Finding.fine(
        versions.entrySet().stream()
            .map(version -> version.getKey() + " " + version.getValue())
            .collect(Collectors.joining(", ")));
  }
}
