package io.hsicflow.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.pipeline.UserException;
import io.hsicflow.schemas.format.ImageRecordFormat;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class SetProbeTest {
  @Test
  void aProbeIsATopicOrADataSet() {
    assertThat(probe(Map.of("probe.topic", "probe")).topic()).isEqualTo("probe");
    assertThat(probe(Map.of("probe.folder", "/data/probe")).folder()).isEqualTo("/data/probe");
  }

  @Test
  void noneAndBothAreRefusedWithASentence() {
    assertThatThrownBy(() -> probe(Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("set probe.topic or probe.folder");
    assertThatThrownBy(() -> probe(Map.of("probe.topic", "t", "probe.folder", "/f")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("probe.topic is t and probe.folder is /f");
  }

  @Test
  void aTopicHasTheFormatOfTheImagesAndADataSetItsOwn() {
    String file = ImageRecordFormat.FILE;
    assertThat(probe(Map.of("probe.topic", "t", "images.format", file)).format().getClass())
        .isEqualTo(
            InputOptions.format(Configuration.fromMap(Map.of("images.format", file))).getClass());
    assertThat(probe(Map.of("probe.folder", "/f", "images.format", file)).format().getClass())
        .isEqualTo(InputOptions.avro(new Configuration()).getClass());
  }

  private static SetProbe probe(Map<String, String> settings) {
    return SetProbe.of(Configuration.fromMap(settings));
  }
}
