package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.connectors.kafka.ClientNames;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SourceOffsetsTest {
  private static final ClientNames NAMES = new ClientNames("test", "train");

  @Test
  void sourcesAreBoundedByOptionOnly() {
    assertThat(ImageSources.kafka(conf("images.start", "latest"), NAMES).getBoundedness())
        .isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    assertThat(ImageSources.kafka(conf("images.stop", "latest"), NAMES).getBoundedness())
        .isEqualTo(Boundedness.BOUNDED);
  }

  @Test
  void readsInstantsAndMilliseconds() {
    assertThat(SourceOffsets.startMillis(conf("images.start-timestamp", "1970-01-01T00:00:01Z")))
        .isEqualTo(1000);
    assertThat(SourceOffsets.startMillis(conf("images.start-timestamp", "1500"))).isEqualTo(1500);
  }

  @Test
  void saysWhatATimestampMustLookLike() {
    assertThatThrownBy(
            () -> SourceOffsets.start(conf("images.start", "timestamp"), new FirstLook()))
        .hasMessageContaining("images.start-timestamp is not set");
    assertThatThrownBy(() -> SourceOffsets.startMillis(conf("images.start-timestamp", "yesterday")))
        .hasMessageContaining("images.start-timestamp is 'yesterday'")
        .hasMessageContaining("2026-01-31T12:00:00Z");
    assertThatThrownBy(
            () -> SourceOffsets.startMillis(conf("images.start-timestamp", "9".repeat(30))))
        .hasMessageContaining("milliseconds since 1970");
  }

  @Test
  void readsStopOffsets() {
    assertThat(SourceOffsets.stopOffsets(conf("images.stop-offsets", "a:0:10;b.c:3:0")))
        .containsOnly(
            Map.entry(new TopicPartition("a", 0), 10L),
            Map.entry(new TopicPartition("b.c", 3), 0L));
  }

  @Test
  void saysWhichStopOffsetIsNone() {
    for (String bad : new String[] {"a:0", "a:x:1", "a:0:-1", "a:0:1:2", "a:0:1;a:0:2"}) {
      assertThatThrownBy(() -> SourceOffsets.stopOffsets(conf("images.stop-offsets", bad)))
          .as(bad)
          .hasMessageContaining("TOPIC:PARTITION:OFFSET");
    }
    assertThatThrownBy(() -> SourceOffsets.stop(conf("images.stop", "offsets")))
        .hasMessageContaining("images.stop-offsets is not set");
  }

  @Test
  void theRoleEmbedMayHaveTopicsOfItsOwn() {
    Configuration conf =
        Configuration.fromMap(Map.of("images.topic-pattern", "im.*", "embed.topics", "bank"));
    ClientNames embed = new ClientNames("test", "embed");
    assertThat(ImageSources.pattern(conf, NAMES)).isPresent();
    assertThat(ImageSources.pattern(conf, embed)).isEmpty();
    assertThat(ImageSources.topics(conf, embed)).containsExactly("bank");
    assertThat(ImageSources.topics(new Configuration(), embed)).containsExactly("images");
  }

  @Test
  void refusesAPatternThatIsNone() {
    assertThatThrownBy(() -> ImageSources.kafka(conf("images.topic-pattern", "im("), NAMES))
        .hasMessageContaining("images.topic-pattern is 'im('");
  }

  private static Configuration conf(String key, String value) {
    return Configuration.fromMap(Map.of(key, value));
  }
}
