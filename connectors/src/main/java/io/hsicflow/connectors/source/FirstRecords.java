package io.hsicflow.connectors.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the brokers where partitions that are read from their first record begin. Kafka's reader
 * would keep "the earliest" in its state until a first record came: what retention deletes until
 * then would be passed over without a word, and a topic that is deleted until then would fail every
 * restart.
 */
final class FirstRecords {
  private final Properties client;

  /**
   * @param client properties of Kafka's clients
   */
  FirstRecords(Properties client) {
    this.client = client;
  }

  /**
   * {@code splits} with the offsets at which they begin; those of topics that are gone are left
   * out.
   *
   * @throws FlinkRuntimeException where the brokers do not answer
   */
  List<KafkaPartitionSplit> of(List<KafkaPartitionSplit> splits) {
    if (splits.stream().noneMatch(FirstRecords::isOpen)) {
      return splits;
    }
    try (Admin admin = Admin.create(client)) {
      Set<String> topics = admin.listTopics().names().get();
      Map<TopicPartition, OffsetSpec> open = new HashMap<>();
      for (KafkaPartitionSplit split : splits) {
        if (isOpen(split) && topics.contains(split.getTopic())) {
          open.put(split.getTopicPartition(), OffsetSpec.earliest());
        }
      }
      Map<TopicPartition, Long> begins = new HashMap<>();
      admin
          .listOffsets(open)
          .all()
          .get()
          .forEach((partition, found) -> begins.put(partition, found.offset()));
      return splits.stream()
          .filter(split -> !isOpen(split) || begins.containsKey(split.getTopicPartition()))
          .map(split -> isOpen(split) ? at(split, begins.get(split.getTopicPartition())) : split)
          .toList();
    } catch (ExecutionException e) {
      throw new FlinkRuntimeException(
          "The brokers do not say where the partitions "
              + splits
              + " begin; look after the brokers.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRuntimeException("Interrupted while asking where partitions begin.", e);
    }
  }

  private static boolean isOpen(KafkaPartitionSplit split) {
    return split.getStartingOffset() == KafkaPartitionSplit.EARLIEST_OFFSET;
  }

  private static KafkaPartitionSplit at(KafkaPartitionSplit split, long offset) {
    return new KafkaPartitionSplit(
        split.getTopicPartition(),
        offset,
        split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
  }
}
