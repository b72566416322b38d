package io.hsicflow.connectors.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * The topics that a job has gone on without since it started, and the checkpoints that are without
 * them. Kafka's enumerator never forgets a partition; what its state no longer has is new to the
 * next one, and read from its first record.
 */
final class LeftTopics {
  private static final long NONE = Long.MAX_VALUE;

  /** The topics, each with the first checkpoint without it. */
  private final Map<String, Long> firstWithout = new HashMap<>();

  private long completed = -1;

  /** These have left. */
  void add(Set<String> topics) {
    topics.forEach(topic -> firstWithout.put(topic, NONE));
  }

  /** All of them. */
  Set<String> topics() {
    return new HashSet<>(firstWithout.keySet());
  }

  /** The state of a checkpoint without the topics that have left. */
  KafkaSourceEnumState without(KafkaSourceEnumState state, long checkpoint) {
    firstWithout.replaceAll((topic, first) -> Math.min(first, checkpoint));
    return new KafkaSourceEnumState(
        stillRead(state.assignedSplits()),
        stillRead(state.unassignedSplits()),
        state.initialDiscoveryFinished());
  }

  private List<KafkaPartitionSplit> stillRead(Iterable<KafkaPartitionSplit> splits) {
    List<KafkaPartitionSplit> read = new ArrayList<>();
    for (KafkaPartitionSplit split : splits) {
      if (!firstWithout.containsKey(split.getTopic())) {
        read.add(split);
      }
    }
    return read;
  }

  /** A checkpoint is complete. */
  void complete(long checkpoint) {
    completed = Math.max(completed, checkpoint);
  }

  /**
   * Looks for topics that are there again; a restart reads them from their first record, once a
   * complete checkpoint is without them.
   *
   * @param present all topics that are read and there now
   * @throws IllegalStateException which makes the job restart
   */
  void restartFor(Set<String> present) {
    for (Map.Entry<String, Long> topic : firstWithout.entrySet()) {
      if (present.contains(topic.getKey()) && topic.getValue() <= completed) {
        throw new IllegalStateException(
            "Topic "
                + topic.getKey()
                + ", which was deleted, is there again. The job restarts from its last checkpoint, and reads the new topic"
                + " from its first record.");
      }
    }
  }
}
