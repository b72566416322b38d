package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.connectors.kafka.ClientNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LeftTopicsTest {
  private static final ClientNames NAMES = new ClientNames("test", "train");
  private static final TopicPartition STAYS = new TopicPartition("stays", 0);

  private final LeftTopics left = new LeftTopics();

  @Test
  void checkpointsAreWithoutTheTopicsThatHaveLeft() {
    left.add(Set.of("goes"));

    KafkaSourceEnumState state = left.without(state(), 7);

    assertThat(state.assignedSplits())
        .extracting(KafkaPartitionSplit::getTopicPartition)
        .containsExactly(STAYS);
    assertThat(state.unassignedSplits()).isEmpty();
    assertThat(state.initialDiscoveryFinished()).isTrue();
  }

  @Test
  void aTopicThatIsThereAgainRestartsTheJobOnceACheckpointIsWithoutTheOldOne() {
    left.without(state(), 6);
    left.add(Set.of("goes"));
    left.complete(6); // begun before the topic left
    left.without(state(), 7);
    assertThatCode(() -> left.restartFor(Set.of("goes"))).doesNotThrowAnyException();

    left.complete(7);

    assertThatCode(() -> left.restartFor(Set.of("stays"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> left.restartFor(Set.of("goes", "stays")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Topic goes, which was deleted, is there again");
  }

  @Test
  void onlyATopicOfAPatternWithoutAnEndAndWithoutATurnMayLeave() {
    Configuration pattern = Configuration.fromMap(Map.of("images.topic-pattern", "cam-.*"));

    assertThat(ReadTopics.of(pattern, NAMES, Set.of(), false).mayLeave()).isTrue();
    assertThat(ReadTopics.of(pattern, NAMES, Set.of(), true).mayLeave()).isFalse();
    assertThat(ReadTopics.of(pattern, NAMES, Set.of(STAYS), false).mayLeave()).isFalse();
    assertThat(ReadTopics.of(new Configuration(), NAMES, Set.of(), false).mayLeave()).isFalse();
  }

  private static KafkaSourceEnumState state() {
    return new KafkaSourceEnumState(
        List.of(new KafkaPartitionSplit(STAYS, 3), split("goes", 0)),
        List.of(split("goes", 1)),
        true);
  }

  private static KafkaPartitionSplit split(String topic, int partition) {
    return new KafkaPartitionSplit(new TopicPartition(topic, partition), 3);
  }
}
