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
  private final Map<String, Uuid> known = new HashMap<>();
  private final Set<String> missing = new HashSet<>();

  /**
   * Compares what there is with what there was; learns what is new.
   *
   * @param present all topics that are read and there now
   * @throws SuppressRestartsException where one was deleted: a restart would go on at offsets that
   *     mean nothing any more
   */
  void compare(Map<String, Uuid> present) {
    known.forEach(
        (topic, id) -> {
          Uuid now = present.get(topic);
          if (now == null && !missing.add(topic)) {
            throw deleted(topic, " while the job reads it");
          } else if (now != null && !now.equals(id)) {
            throw deleted(topic, " and made again while the job reads it");
          }
        });
    missing.removeAll(present.keySet());
    present.forEach(known::putIfAbsent);
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
