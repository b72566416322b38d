package io.hsicflow.connectors.deadletter;

import io.hsicflow.connectors.kafka.RecordPlace;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.configuration.Configuration;

/**
 * Looks at the dead letters of a configuration: {@code new
 * DeadLetters(conf).list(LetterFilter.all())}.
 */
public final class DeadLetters {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Configuration conf;

  /** The letters in the topic that the options name. */
  public DeadLetters(Configuration conf) {
    this.conf = conf;
  }

  /**
   * The letters that {@code filter} takes, oldest first.
   *
   * @throws IllegalStateException where there is no such topic or the brokers do not answer
   */
  public LetterList list(LetterFilter filter) {
    LetterIndex index = index();
    return new LetterList(
        index.entries().stream().filter(filter::takes).limit(filter.count()).toList(),
        index.unreadable());
  }

  /**
   * The newest letter of one record.
   *
   * @param original where the rejected record stands
   * @throws IllegalArgumentException where there is none
   */
  public StoredLetter find(RecordPlace original) {
    List<LetterEntry> found =
        index().entries().stream().filter(entry -> entry.original().equals(original)).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no dead letter of the record "
              + original
              + ": ./hsicflow dead-letters list shows those that there are.");
    }
    LetterEntry newest = found.get(found.size() - 1);
    AtomicReference<StoredLetter> read = new AtomicReference<>();
    try (LetterTopic topic = new LetterTopic(conf, PATIENCE)) {
      topic.readAt(
          newest.letter().partition(),
          new TreeSet<>(List.of(newest.letter().offset())),
          record -> read.set(StoredLetter.of(record)));
    }
    if (read.get() == null) {
      throw new IllegalStateException(
          "The dead letter "
              + newest.letter()
              + " was there a moment ago and is gone: the topic's retention has passed.");
    }
    return new StoredLetter(newest, read.get().letter());
  }

  private LetterIndex index() {
    LetterIndex index = new LetterIndex();
    try (LetterTopic topic = new LetterTopic(conf, PATIENCE)) {
      topic.readCommitted(index::read);
    }
    return index;
  }
}
