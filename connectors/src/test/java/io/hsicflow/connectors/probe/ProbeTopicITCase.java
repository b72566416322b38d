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
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProbeTopicITCase {
  @AutoClose private static final EmbeddedBroker BROKER = EmbeddedBroker.start();

  @BeforeAll
  static void fillTheBroker() {
    BROKER.createTopic("probe-images", 2);
    BROKER.createTopic("more-images", 1);
    try (KafkaProducer<byte[], byte[]> producer = TestTopics.producer(BROKER, Map.of())) {
      for (int number = 0; number < 20; number++) {
        producer.send(
            new ProducerRecord<>("probe-images", number % 2, null, new byte[] {(byte) number}));
      }
      producer.send(new ProducerRecord<>("more-images", 0, null, new byte[] {100}));
    }
  }

  @Test
  void aTopicIsReadWholeAndReadAgain() throws Exception {
    for (int time = 0; time < 2; time++) {
      List<RawRecord> records = read(ProbeTopic.open(conf(Map.of()), "probe-images"));
      assertThat(records).hasSize(20);
      assertThat(records)
          .filteredOn(record -> record.partition() == 1)
          .extracting(RawRecord::offset)
          .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }
  }

  @Test
  void theLastRecordsOfTheImagesTopicsComeFromEveryPartition() throws Exception {
    Configuration conf = conf(Map.of("images.topics", "probe-images"));
    assertThat(read(ProbeTopic.openLast(conf, 6)))
        .extracting(record -> (int) record.value()[0])
        .containsExactlyInAnyOrder(14, 15, 16, 17, 18, 19);
  }

  @Test
  void aPatternOfTopicsIsFollowed() throws Exception {
    Configuration conf = conf(Map.of("images.topic-pattern", ".*-images"));
    assertThat(read(ProbeTopic.openLast(conf, 1000))).hasSize(21);
  }

  @Test
  void aTopicThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> ProbeTopic.open(conf(Map.of()), "absent"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("absent");
  }

  private static Configuration conf(Map<String, String> settings) {
    return TestTopics.conf(BROKER, settings);
  }

  private static List<RawRecord> read(ProbeTopic topic) throws IOException {
    List<RawRecord> records = new ArrayList<>();
    try (topic) {
      for (RawRecord record = topic.next(); record != null; record = topic.next()) {
        records.add(record);
      }
    }
    return records;
  }
}
