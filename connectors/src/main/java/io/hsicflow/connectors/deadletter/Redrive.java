package io.hsicflow.connectors.deadletter;

import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.connectors.source.ImageTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.apache.flink.configuration.Configuration;

/**
 * Publishes the originals of dead letters to their topics again, marked, each once: {@code new
 * Redrive(conf).run(filter, published -> {})}. A second run publishes nothing that the first did,
 * also where the first was killed; neither does it for the letter that another role wrote of the
 * same record. It publishes to the topics that the job reads, whatever a letter says, and to those
 * that its caller names.
 */
public final class Redrive {
  /** Longer than checkpoints are apart by default: until then a job may hide what comes last. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final int BATCH = 500;
  private static final long BATCH_BYTES = 16L << 20;

  private final Configuration conf;
  private final Set<String> otherTopics;
  private final Duration patience;
  private final int batch;

  /** A redrive of the topic that the options name. */
  public Redrive(Configuration conf) {
    this(conf, Set.of());
  }

  /**
   * A redrive of the topic that the options name.
   *
   * @param otherTopics topics that it may publish to although the job does not read them
   */
  public Redrive(Configuration conf, Set<String> otherTopics) {
    this(conf, otherTopics, PATIENCE, BATCH);
  }

  Redrive(Configuration conf, Set<String> otherTopics, Duration patience, int batch) {
    this.conf = conf;
    this.otherTopics = Set.copyOf(otherTopics);
    this.patience = patience;
    this.batch = batch;
  }

  /**
   * What {@link #run} would publish.
   *
   * @throws IllegalStateException where a topic is missing or the brokers do not answer
   */
  public RedriveChoice plan(LetterFilter filter) {
    try (LetterTopic topic = new LetterTopic(conf, patience)) {
      return choose(topic, filter);
    }
  }

  /**
   * Publishes.
   *
   * @param progress told the number published until then, after every transaction
   * @throws IllegalStateException where a topic is missing, a transaction of another program hides
   *     what was redriven for too long, or the brokers refuse; what {@code progress} was told of is
   *     published, and nothing else
   */
  public RedriveReport run(LetterFilter filter, IntConsumer progress) {
    // The publisher first: it ends what an earlier run left open, which the ledger then tells.
    try (LetterTopic topic = new LetterTopic(conf, patience);
        OriginalPublisher publisher = OriginalPublisher.open(conf)) {
      return new Pass(choose(topic, filter), publisher, progress).run(topic);
    }
  }

  private RedriveChoice choose(LetterTopic topic, LetterFilter filter) {
    LetterIndex index = new LetterIndex();
    topic.readWritten(index::read);
    try (Topics topics = Topics.at(conf)) {
      Set<String> allowed = new HashSet<>(ImageTopics.of(conf, topics.names()));
      allowed.addAll(otherTopics);
      RedriveChoice choice = RedriveChoice.of(index, filter, allowed);
      choice.letters().stream()
          .map(letter -> letter.original().topic())
          .distinct()
          .forEach(topics::require);
      return choice;
    }
  }

  /** The counts of one run. */
  private final class Pass {
    private final RedriveChoice choice;
    private final OriginalPublisher publisher;
    private final IntConsumer progress;
    private final List<StoredLetter> waiting = new ArrayList<>();
    private final List<RecordPlace> tooLarge = new ArrayList<>();
    private long waitingBytes;
    private int published;

    Pass(RedriveChoice choice, OriginalPublisher publisher, IntConsumer progress) {
      this.choice = choice;
      this.publisher = publisher;
      this.progress = progress;
    }

    RedriveReport run(LetterTopic topic) {
      Map<Integer, SortedSet<Long>> offsets = new TreeMap<>();
      for (LetterEntry letter : choice.letters()) {
        offsets
            .computeIfAbsent(letter.letter().partition(), ignored -> new TreeSet<>())
            .add(letter.letter().offset());
      }
      offsets.forEach(
          (partition, chosen) ->
              topic.readAt(partition, chosen, record -> take(StoredLetter.of(record))));
      publish();
      int gone = choice.letters().size() - published - tooLarge.size();
      return new RedriveReport(choice, published, tooLarge, gone);
    }

    private void take(StoredLetter letter) {
      waiting.add(letter);
      waitingBytes += letter.entry().size();
      if (waiting.size() >= batch || waitingBytes >= BATCH_BYTES) {
        publish();
      }
    }

    private void publish() {
      if (waiting.isEmpty()) {
        return;
      }
      List<StoredLetter> refused = publisher.publish(waiting);
      refused.forEach(letter -> tooLarge.add(letter.entry().original()));
      published += waiting.size() - refused.size();
      waiting.clear();
      waitingBytes = 0;
      progress.accept(published);
    }
  }
}
