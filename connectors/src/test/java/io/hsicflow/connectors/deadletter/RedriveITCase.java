package io.hsicflow.connectors.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.connectors.TestTopics;
import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.connectors.kafka.RedriveMark;
import io.hsicflow.connectors.sink.DeadLetterSchema;
import io.hsicflow.connectors.source.RawRecordSchema;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RedriveITCase {
  private static final int MAX_BYTES = 1_000;
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final IntConsumer NOTHING = published -> {};
  @AutoClose private static final EmbeddedBroker BROKER = EmbeddedBroker.start();
  private static int tests;

  private String images;
  private String letters;
  private Configuration conf;

  @BeforeEach
  void makeTopics() {
    tests++;
    images = "images-" + tests;
    letters = "letters-" + tests;
    BROKER.createTopic(images, 1);
    // Letters of a given time are not to be taken away by their age.
    BROKER.createTopic(letters, 1, Map.of("retention.ms", "-1"));
    conf = conf(Map.of("images.topics", images));
  }

  private Configuration conf(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("dead-letters.topic", letters);
    return TestTopics.conf(BROKER, all);
  }

  @Test
  void publishesOriginalsAgainMarkedAndOnce() throws Exception {
    send(rejected(3, "a"), rejected(7, "b"));

    RedriveReport first = new Redrive(conf).run(LetterFilter.all(), NOTHING);
    RedriveReport second = new Redrive(conf).run(LetterFilter.all(), NOTHING);

    assertThat(first.published()).isEqualTo(2);
    assertThat(second.published()).isZero();
    assertThat(second.choice().redrivenBefore()).isEqualTo(2);
    List<ConsumerRecord<byte[], byte[]>> published = published(2);
    assertThat(published).extracting(record -> text(record.value())).containsExactly("a", "b");
    assertThat(published).extracting(record -> text(record.key())).containsExactly("key3", "key7");
    assertThat(published)
        .extracting(record -> RedriveMark.in(record.headers()))
        .containsExactly(letters + "-0-0", letters + "-0-1");
    assertThat(new DeadLetters(conf).list(LetterFilter.all()).entries())
        .allMatch(LetterEntry::redriven);
  }

  @Test
  void aLetterOfTheSameRecordByTheOtherRoleIsNoSecondOne() throws Exception {
    send(rejected(3, "a"), rejected(3, "a"));
    assertThat(new Redrive(conf).run(LetterFilter.all(), NOTHING).choice().repeated()).isEqualTo(1);

    send(rejected(3, "a"));
    RedriveReport later = new Redrive(conf).run(LetterFilter.all(), NOTHING);

    assertThat(later.published()).isZero();
    assertThat(later.choice().redrivenBefore()).isEqualTo(3);
    assertThat(published(1)).hasSize(1);
  }

  @Test
  void aRunThatDiesBetweenTransactionsIsGoneOnWith() throws Exception {
    send(rejected(1, "a"), rejected(2, "b"), rejected(3, "c"));
    IntConsumer death =
        published -> {
          throw new IllegalStateException("The test ends the run after " + published + ".");
        };
    assertThatThrownBy(() -> new Redrive(conf, Set.of(), SHORT, 1).run(LetterFilter.all(), death))
        .hasMessageContaining("after 1");

    assertThat(new Redrive(conf).run(LetterFilter.all(), NOTHING).published()).isEqualTo(2);
    assertThat(published(3))
        .extracting(record -> text(record.value()))
        .containsExactly("a", "b", "c");
  }

  @Test
  void theEarlierOfTwoRunsAtOnceIsStoppedAndNothingIsPublishedTwice() throws Exception {
    send(rejected(1, "a"), rejected(2, "b"), rejected(3, "c"));
    IntConsumer rival =
        published -> new Redrive(conf, Set.of(), SHORT, 1).run(LetterFilter.all(), NOTHING);

    assertThatThrownBy(() -> new Redrive(conf, Set.of(), SHORT, 1).run(LetterFilter.all(), rival))
        .hasMessageContaining("Another redrive of topic " + letters);

    assertThat(published(3))
        .extracting(record -> text(record.value()))
        .containsExactly("a", "b", "c");
  }

  @Test
  void takesReasonAndCount() throws Exception {
    send(
        rejected(1, "a"),
        rejected(2, "b", "truncated"),
        rejected(3, "c"),
        rejected(4, "d", "truncated"));
    DeadLetters there = new DeadLetters(conf);
    LetterFilter truncated = LetterFilter.all().withReasons(Set.of("truncated"));

    assertThat(offsets(there.list(LetterFilter.all()).entries())).containsExactly(1L, 2L, 3L, 4L);
    assertThat(offsets(there.list(truncated).entries())).containsExactly(2L, 4L);
    assertThat(offsets(there.list(truncated.withCount(1)).entries())).containsExactly(2L);

    Redrive redrive = new Redrive(conf);
    assertThat(redrive.plan(truncated).letters()).hasSize(2);
    assertThat(redrive.run(truncated.withCount(1), NOTHING).published()).isEqualTo(1);
    assertThat(redrive.run(truncated, NOTHING).published()).isEqualTo(1);
    assertThat(redrive.run(LetterFilter.all(), NOTHING).published()).isEqualTo(2);
    assertThat(published(4))
        .extracting(record -> text(record.value()))
        .containsExactly("b", "d", "a", "c");
  }

  @Test
  void takesTheTimesFromTheFirstToBeforeTheSecond() {
    Instant noon = Instant.parse("2026-01-31T12:00:00Z");
    sendAt(noon, rejected(1, "a"));
    sendAt(noon.plusMillis(1), rejected(2, "b"));
    sendAt(noon.plusMillis(2), rejected(3, "c"));
    DeadLetters there = new DeadLetters(conf);
    Redrive redrive = new Redrive(conf);

    LetterFilter from = new LetterFilter(Set.of(), noon.plusMillis(1), null, Integer.MAX_VALUE);
    LetterFilter to = new LetterFilter(Set.of(), null, noon.plusMillis(1), Integer.MAX_VALUE);
    LetterFilter between =
        new LetterFilter(Set.of(), noon.plusMillis(1), noon.plusMillis(2), Integer.MAX_VALUE);
    assertThat(offsets(there.list(from).entries())).containsExactly(2L, 3L);
    assertThat(offsets(there.list(to).entries())).containsExactly(1L);
    assertThat(offsets(there.list(between).entries())).containsExactly(2L);
    assertThat(offsets(redrive.plan(from).letters())).containsExactly(2L, 3L);
    assertThat(offsets(redrive.plan(to).letters())).containsExactly(1L);
    assertThat(offsets(redrive.plan(between).letters())).containsExactly(2L);
  }

  @Test
  void whatWasTooLargeToBeKeptIsLeftOutAndNamed() throws Exception {
    send(rejected(5, "x".repeat(MAX_BYTES + 1)), rejected(6, "a"));

    RedriveReport report = new Redrive(conf).run(LetterFilter.all(), NOTHING);

    assertThat(report.choice().notKept()).containsExactly(new RecordPlace(images, 0, 5));
    assertThat(report.published()).isEqualTo(1);
    assertThat(new DeadLetters(conf).find(new RecordPlace(images, 0, 5)).letter().getValueSha256())
        .hasSize(64);
  }

  @Test
  void whatTheTopicDoesNotTakeIsLeftOutOfItsTransaction() throws Exception {
    String small = images + "-small";
    conf = conf(Map.of("images.topics", small));
    BROKER.createTopic(small, 1, Map.of("max.message.bytes", "400"));
    send(
        rejected(small, 1, "a", null),
        rejected(small, 2, "x".repeat(500), null),
        rejected(small, 3, "c", null));

    RedriveReport report = new Redrive(conf).run(LetterFilter.all(), NOTHING);

    assertThat(report.tooLarge()).containsExactly(new RecordPlace(small, 0, 2));
    assertThat(report.published()).isEqualTo(2);
    assertThat(TestTopics.read(BROKER, small, 2, "read_committed"))
        .extracting(record -> text(record.value()))
        .containsExactly("a", "c");
    assertThat(new Redrive(conf).plan(LetterFilter.all()).letters()).hasSize(1);
  }

  @Test
  void waitsForOpenTransactionsAndPublishesNothingWhereOneStaysOpen() throws Exception {
    send(rejected(1, "a"));
    try (KafkaProducer<byte[], byte[]> open =
        TestTopics.producer(BROKER, Map.of("transactional.id", "sink-" + tests))) {
      open.initTransactions();
      open.beginTransaction();
      open.send(letter(rejected(2, "b"))).get();

      Redrive redrive = new Redrive(conf, Set.of(), SHORT, 1);
      assertThatThrownBy(() -> redrive.run(LetterFilter.all(), NOTHING))
          .hasMessageContaining("A transaction in topic " + letters)
          .hasMessageContaining("nothing was published");
      assertThat(TestTopics.end(BROKER, images, "read_uncommitted")).isZero();

      open.commitTransaction();
    }
    assertThat(new Redrive(conf).run(LetterFilter.all(), NOTHING).published()).isEqualTo(2);
  }

  @Test
  @Timeout(60)
  void brokersThatGoAwayWhileLettersAreReadAreASentence() {
    LetterTopic topic;
    try (EmbeddedBroker mortal = EmbeddedBroker.start()) {
      mortal.createTopic(letters, 1);
      Configuration there = TestTopics.conf(mortal, Map.of("dead-letters.topic", letters));
      topic = new LetterTopic(there, SHORT);
    }
    try (topic) {
      assertThatThrownBy(() -> topic.readAt(0, new TreeSet<>(List.of(0L)), record -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("have given nothing of " + letters + "-0 from offset 0 on")
          .hasMessageContaining("stays published");
    }
  }

  @Test
  void aRedrivenRecordThatFailsAgainSaysInItsLetterWhereItCameFrom() throws Exception {
    send(rejected(3, "a"));
    new Redrive(conf).run(LetterFilter.all(), NOTHING);

    List<RawRecord> read = new ArrayList<>();
    new RawRecordSchema().deserialize(published(1).get(0), new ListCollector<>(read));
    send(RejectedRecord.of(read.get(0), "malformed", "Bad again."));

    DeadLetter again =
        MessageCodec.DEAD_LETTER.decode(
            TestTopics.read(BROKER, letters, 3, "read_committed").get(2).value());
    assertThat(again.getRedrivenFrom()).isEqualTo(letters + "-0-0");
    assertThat(again.getOffset()).isZero();
    assertThat(new Redrive(conf).run(LetterFilter.all(), NOTHING).published()).isEqualTo(1);
  }

  @Test
  void lettersThatNameNoPlaceAreNamedAndLeftOut() throws Exception {
    send(
        rejected(images, -1, 1, "a"),
        rejected(images, 0, -5, "b"),
        rejected("../../evil", 0, 1, "c"),
        rejected(2, "d"));

    RedriveReport report = new Redrive(conf).run(LetterFilter.all(), NOTHING);

    assertThat(report.published()).isEqualTo(1);
    assertThat(report.choice().unreadable())
        .containsExactly(
            new RecordPlace(letters, 0, 0),
            new RecordPlace(letters, 0, 1),
            new RecordPlace(letters, 0, 2));
    assertThat(published(1)).extracting(record -> text(record.value())).containsExactly("d");
    assertThat(new DeadLetters(conf).list(LetterFilter.all()).entries()).hasSize(1);
  }

  @Test
  void publishesToNoTopicThatTheJobDoesNotRead() {
    String other = images + "-other";
    BROKER.createTopic(other, 1);
    send(rejected(other, 1, "a", null), rejected("gone", 2, "b", null), rejected(3, "c"));

    RedriveReport report = new Redrive(conf).run(LetterFilter.all(), NOTHING);

    assertThat(report.published()).isEqualTo(1);
    assertThat(report.choice().ofOtherTopics())
        .containsExactly(new RecordPlace(other, 0, 1), new RecordPlace("gone", 0, 2));
    assertThat(TestTopics.end(BROKER, other, "read_uncommitted")).isZero();
    assertThat(new Redrive(conf, Set.of(other)).run(LetterFilter.all(), NOTHING).published())
        .isEqualTo(1);
    assertThat(TestTopics.read(BROKER, other, 1, "read_committed")).hasSize(1);
  }

  @Test
  void theTopicsThatTheJobReadsAreThoseOfItsPatternAndOfItsRoles() {
    String embedded = "embedded-" + tests;
    send(rejected(1, "a"), rejected(images + "-gone", 2, "b", null));
    send(rejected(embedded, 3, "c", null), rejected(letters, 4, "d", null));
    BROKER.createTopic(embedded, 1);
    conf = conf(Map.of("images.topic-pattern", "images-.*", "embed.topics", embedded));

    RedriveChoice choice = new Redrive(conf).plan(LetterFilter.all());

    assertThat(offsets(choice.letters())).containsExactly(1L, 3L);
    assertThat(choice.ofOtherTopics())
        .containsExactly(new RecordPlace(images + "-gone", 0, 2), new RecordPlace(letters, 0, 4));
  }

  @Test
  void saysThatATopicIsMissingBeforeAnythingIsPublished() {
    conf = conf(Map.of("images.topics", images + ";gone"));
    send(rejected(1, "a"), rejected("gone", 2, "b", null));

    assertThatThrownBy(() -> new Redrive(conf).run(LetterFilter.all(), NOTHING))
        .hasMessageContaining("There is no topic gone");
    assertThat(TestTopics.end(BROKER, images, "read_uncommitted")).isZero();
    assertThatThrownBy(() -> new DeadLetters(conf).find(new RecordPlace(images, 0, 99)))
        .hasMessageContaining("no dead letter of the record " + images + "-0-99");
  }

  private RejectedRecord rejected(long offset, String value) {
    return rejected(offset, value, "malformed");
  }

  private RejectedRecord rejected(long offset, String value, String reason) {
    return rejected(images, offset, value, reason);
  }

  private static RejectedRecord rejected(String topic, long offset, String value, String reason) {
    return rejected(topic, 0, offset, value, reason == null ? "malformed" : reason);
  }

  private static RejectedRecord rejected(String topic, int partition, long offset, String value) {
    return rejected(topic, partition, offset, value, "malformed");
  }

  private static RejectedRecord rejected(
      String topic, int partition, long offset, String value, String reason) {
    return new RejectedRecord(
        topic,
        partition,
        offset,
        100 + offset,
        ("key" + offset).getBytes(StandardCharsets.UTF_8),
        value.getBytes(StandardCharsets.UTF_8),
        reason,
        "It is bad.");
  }

  private ProducerRecord<byte[], byte[]> letter(RejectedRecord record) {
    return new DeadLetterSchema(letters, MAX_BYTES).serialize(record, null, null);
  }

  private void send(RejectedRecord... records) {
    try (KafkaProducer<byte[], byte[]> producer = TestTopics.producer(BROKER, Map.of())) {
      for (RejectedRecord record : records) {
        producer.send(letter(record));
      }
    }
  }

  private void sendAt(Instant time, RejectedRecord record) {
    try (KafkaProducer<byte[], byte[]> producer = TestTopics.producer(BROKER, Map.of())) {
      ProducerRecord<byte[], byte[]> letter = letter(record);
      producer.send(
          new ProducerRecord<>(letters, 0, time.toEpochMilli(), letter.key(), letter.value()));
    }
  }

  private static List<Long> offsets(List<LetterEntry> entries) {
    return entries.stream().map(entry -> entry.original().offset()).toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> published(int count) {
    List<ConsumerRecord<byte[], byte[]>> records =
        TestTopics.read(BROKER, images, count, "read_committed");
    assertThat(records).hasSize(count);
    return records;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
