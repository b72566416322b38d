package io.hsicflow.connectors.source;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once of each partition that came later that a run whose partitions are fixed leaves it. */
final class NewPartitions {
  private static final Logger LOG = LoggerFactory.getLogger(NewPartitions.class);

  private final Set<TopicPartition> told;

  /**
   * @param pinned the partitions of the run
   */
  NewPartitions(Set<TopicPartition> pinned) {
    this.told = new HashSet<>(pinned);
  }

  /** Tells of those among {@code present} that it has not told of. */
  void tell(Collection<TopicPartition> present) {
    List<String> news =
        present.stream().filter(told::add).map(TopicPartition::toString).sorted().toList();
    if (!news.isEmpty()) {
      LOG.warn(
          "Partitions {} are new and are not read: rotation order keeps the partitions that it began with, and a resume with"
              + " others is refused. To read them, start anew, or with sequence.order = arrival.",
          news);
    }
  }
}
