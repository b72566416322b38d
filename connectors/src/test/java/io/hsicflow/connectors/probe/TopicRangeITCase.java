package io.hsicflow.connectors.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.connectors.TestTopics;
import io.hsicflow.schemas.record.RawRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicRangeITCase {
  @AutoClose private static final EmbeddedBroker BROKER = EmbeddedBroker.start();

  @BeforeAll
  static void fillTheBroker() {
    BROKER.createTopic("images", 2);
    BROKER.createTopic("single", 1);
    try (KafkaProducer<byte[], byte[]> producer = TestTopics.producer(BROKER, Map.of())) {
      for (int number = 0; number < 20; number++) {
        byte[] value = {(byte) number};
        producer.send(new ProducerRecord<>("images", number % 2, null, value));
        producer.send(new ProducerRecord<>("single", 0, null, value));
      }
    }
  }

  @Test
  void aWholeTopicIsReadOnePartitionAfterTheOther() throws IOException {
    List<RawRecord> records = read("images", OptionalInt.empty(), none(), none());

    assertThat(records).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(records.get(i).partition()).isEqualTo(i / 10);
      assertThat(records.get(i).offset()).isEqualTo(i % 10);
      assertThat(records.get(i).value()).containsExactly((byte) (2 * (i % 10) + i / 10));
    }
  }

  @Test
  void aRangeOfAPartitionEndsBeforeItsEnd() throws IOException {
    assertThat(read("images", OptionalInt.of(1), at(3), at(6)))
        .extracting(record -> (int) record.value()[0])
        .containsExactly(7, 9, 11);
    assertThat(read("images", OptionalInt.of(1), at(8), none()))
        .extracting(RawRecord::offset)
        .containsExactly(8L, 9L);
    assertThat(read("images", OptionalInt.of(0), none(), at(1))).hasSize(1);
    assertThat(read("images", OptionalInt.of(0), at(4), at(4))).isEmpty();
  }

  @Test
  void theOnlyPartitionNeedsNoName() throws IOException {
    assertThat(read("single", OptionalInt.empty(), at(5), at(7)))
        .extracting(RawRecord::offset)
        .containsExactly(5L, 6L);
  }

  @Test
  void whatIsNotThereIsRefused() {
    refuses("has no partition 2: it has 2", "images", OptionalInt.of(2), none(), none());
    refuses("each counts its own offsets", "images", OptionalInt.empty(), at(1), none());
    refuses("from 0 to before 10", "images", OptionalInt.of(0), at(3), at(11));
    refuses("from 0 to before 10", "images", OptionalInt.of(0), at(5), at(4));
    assertThatThrownBy(() -> read("absent", OptionalInt.empty(), none(), none()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("absent");
  }

  private static void refuses(
      String sentence, String topic, OptionalInt partition, OptionalLong from, OptionalLong to) {
    assertThatThrownBy(() -> read(topic, partition, from, to))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  private static OptionalLong none() {
    return OptionalLong.empty();
  }

  private static OptionalLong at(long offset) {
    return OptionalLong.of(offset);
  }

  private static List<RawRecord> read(
      String topic, OptionalInt partition, OptionalLong from, OptionalLong to) throws IOException {
    List<RawRecord> records = new ArrayList<>();
    try (TopicRange range =
        TopicRange.open(TestTopics.conf(BROKER, Map.of()), topic, partition, from, to)) {
      for (RawRecord record = range.next(); record != null; record = range.next()) {
        records.add(record);
      }
      assertThat(range.total()).isEqualTo(records.size());
    }
    return records;
  }
}
