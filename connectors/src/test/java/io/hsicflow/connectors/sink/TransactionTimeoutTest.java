package io.hsicflow.connectors.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.connectors.kafka.ClientNames;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class TransactionTimeoutTest {
  private static final ClientNames NAMES = new ClientNames("test", "embed");

  @Test
  void theDefaultsFitACheckpointAMinute() {
    assertThat(TransactionTimeout.checkedMillis(conf(Map.of()), "embeddings")).isEqualTo(900_000);
  }

  @Test
  void kafkasOwnKeyIsTakenAndCheckedToo() {
    assertThat(
            TransactionTimeout.checkedMillis(
                conf(Map.of("kafka.transaction.timeout.ms", "800000")), "embeddings"))
        .isEqualTo(800_000);
    assertThatThrownBy(
            () ->
                TransactionTimeout.checkedMillis(
                    conf(Map.of("kafka.transaction.timeout.ms", "3600000")), "embeddings"))
        .hasMessageContaining("3600 s")
        .hasMessageContaining("accept 900 s");
  }

  @Test
  void refusesATimeoutThatTheBrokersWouldRefuse() {
    assertThatThrownBy(() -> embeddings(Map.of("transactions.timeout", "1 h")))
        .hasMessageContaining("transactions.timeout is 3600 s")
        .hasMessageContaining("transaction.max.timeout.ms");
    assertThat(embeddings(Map.of("transactions.timeout", "1 h", "transactions.max-timeout", "1 h")))
        .isNotNull();
  }

  @Test
  void refusesATimeoutThatACheckpointMayPass() {
    assertThatThrownBy(() -> embeddings(Map.of("execution.checkpointing.interval", "5 min")))
        .hasMessageContaining("transactions.timeout is 900 s")
        .hasMessageContaining("embeddings can be open for 900 s");
  }

  @Test
  void refusesTransactionsWithoutCheckpoints() {
    Configuration conf = Configuration.fromMap(Map.of("embeddings.delivery", "exactly-once"));
    assertThatThrownBy(() -> KafkaSinks.embeddings(conf, NAMES, new SingleObjectEmbeddings()))
        .hasMessageContaining("embeddings.delivery is exactly-once")
        .hasMessageContaining("execution.checkpointing.interval");
  }

  @Test
  void asksForNothingWhereDeliveryIsAtLeastOnce() {
    Configuration conf = Configuration.fromMap(Map.of("transactions.timeout", "10 h"));
    assertThat(KafkaSinks.embeddings(conf, NAMES, new SingleObjectEmbeddings())).isNotNull();
  }

  private static Object embeddings(Map<String, String> settings) {
    return KafkaSinks.embeddings(conf(settings), NAMES, new SingleObjectEmbeddings());
  }

  private static Configuration conf(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("embeddings.delivery", "exactly-once");
    all.put("execution.checkpointing.interval", "1 min");
    all.putAll(settings);
    return Configuration.fromMap(all);
  }
}
