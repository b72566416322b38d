package io.hsicflow.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class KafkaOptionsTest {
  @Test
  void passesEveryPropertyUnderKafkaThroughWithoutItsPrefix() {
    Configuration conf =
        Configuration.fromMap(
            Map.of(
                "kafka.bootstrap.servers", "a:1,b:2",
                "kafka.security.protocol", "SASL_SSL",
                "kafka.max.request.size", "5000000",
                "job.name", "line"));
    assertThat(KafkaOptions.clientProperties(conf))
        .containsOnly(
            Map.entry("bootstrap.servers", "a:1,b:2"),
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("max.request.size", "5000000"));
  }

  @Test
  void readsTheConfigurationAsItIsAndNotItsDefaultsAlone() {
    assertThat(KafkaOptions.clientProperties(new Configuration()))
        .containsOnly(Map.entry("bootstrap.servers", "localhost:9092"));
  }

  @Test
  void refusesATransactionalIdSinceTasksWouldShareIt() {
    Configuration conf = Configuration.fromMap(Map.of("kafka.transactional.id", "one"));
    assertThatThrownBy(() -> KafkaOptions.clientProperties(conf))
        .hasMessageContaining("kafka.transactional.id is 'one'")
        .hasMessageContaining("remove");
  }

  @Test
  void namesFollowJobAndRole() {
    ClientNames names = new ClientNames("belt", "train");
    assertThat(names.groupId()).isEqualTo("belt-train");
    assertThat(names.transactionalIdPrefix("embeddings")).isEqualTo("belt-train-embeddings-tx");
    assertThatThrownBy(() -> new ClientNames("my job", "train"))
        .hasMessageContaining("job.name is 'my job'");
  }
}
