package io.hsicflow.connectors.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.Uuid;

/**
 * Notices that a topic that is read was deleted. Kafka's consumer waits for such a topic without a
 * word, and where it was made again goes on at the old offset of the new one. A topic counts as
 * deleted when it is missing twice running, or when another one has its name.
 */
final class TopicWatch {
  private final boolean mayLeave;

  /** Topics that are read, with the ids of those that were seen. */
  private final Map<String, Uuid> known = new HashMap<>();

  private final Set<String> missing = new HashSet<>();

  /**
   * @param mayLeave whether the job goes on without a topic that was deleted
   * @param read the topics that are in the state, null ids and all
   */
  TopicWatch(boolean mayLeave, Set<String> read) {
    this.mayLeave = mayLeave;
    read.forEach(topic -> known.put(topic, null));
  }

  /**
   * Compares what there is with what there was; learns what is new, and forgets what has left: what
   * has its name later is another topic.
   *
   * @param present all topics that are read and there now
   * @return the topics that have left, where they may
   * @throws SuppressRestartsException where one was deleted and may not leave, or made again while
   *     it was read: a restart would go on at offsets that mean nothing any more
   */
  Set<String> compare(Map<String, Uuid> present) {
    Set<String> left = new HashSet<>();
    known.forEach(
        (topic, id) -> {
          Uuid now = present.get(topic);
          if (now == null) {
            if (!missing.add(topic)) {
              left.add(topic);
            }
          } else if (id != null && !now.equals(id)) {
            throw deleted(topic, " and made again while the job reads it");
          }
        });
    if (!mayLeave && !left.isEmpty()) {
      throw deleted(left.iterator().next(), " while the job reads it");
    }
    known.keySet().removeAll(left);
    missing.removeAll(left);
    missing.removeAll(present.keySet());
    present.forEach((topic, id) -> known.merge(topic, id, (before, now) -> before));
    return left;
  }

  private static SuppressRestartsException deleted(String topic, String when) {
    return new SuppressRestartsException(
        new IllegalStateException(
            "Topic "
                + topic
                + " was deleted"
                + when
                + ". The job's offsets mean nothing in what is there now, and it does not go on by itself: start it afresh"
                + " with --resume none, from the weights that it has if you like (./hsicflow export and"
                + " learner.initial-weights)."));
  }
}
