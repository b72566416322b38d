package io.hsicflow.tests.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.pipeline.config.ConfigLoader;
import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** The configuration to start from, and the settings that the README names, are ones that exist. */
class SampleConfigurationTest {
  private static final Path SAMPLE = Checkout.root().resolve("conf/hsicflow.yaml");

  @Test
  void sampleLoadsWithoutAnUnknownKey() {
    Configuration settings = ConfigLoader.load(SAMPLE, Map.of());

    assertThat(settings.toMap())
        .containsEntry("kafka.bootstrap.servers", "localhost:9092")
        .containsEntry("images.topics", "images");
  }

  @Test
  void settingsOfTheReadmeExist() throws IOException {
    List<String> settings =
        Pattern.compile("-D([a-z-]+\\.[a-zA-Z.-]+)=(\\S+)")
            .matcher(Files.readString(Checkout.root().resolve("README.md")))
            .results()
            .map((MatchResult match) -> match.group(1) + "=" + match.group(2))
            .toList();

    assertThat(settings).isNotEmpty();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      ConfigLoader.load(null, Map.of(setting.substring(0, equals), setting.substring(equals + 1)));
    }
  }
}
