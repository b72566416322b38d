package io.hsicflow.connectors.source;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading starts, and apart from it what becomes of an offset that is gone: Flink's own
 * initializers let the first decide the second.
 *
 * @param start where reading starts
 * @param look where it has found no topic at all, what comes later is read from its beginning
 * @param whenGone what the consumer does at an offset that is gone
 */
// Kafka deprecates OffsetResetStrategy, but Flink's connector takes no other type.
@SuppressWarnings("deprecation")
record StartOffsets(OffsetsInitializer start, FirstLook look, OffsetResetStrategy whenGone)
    implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    return look.hasFoundNone()
        ? retriever.beginningOffsets(partitions)
        : start.getPartitionOffsets(partitions, retriever);
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return whenGone;
  }
}
