package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.connectors.TestTopics;
import io.hsicflow.connectors.kafka.ClientNames;
import io.hsicflow.schemas.format.FieldLimits;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ImageSourcesITCase {
  private static final ClientNames NAMES = new ClientNames("test", "train");
  @AutoClose private static final EmbeddedBroker BROKER = EmbeddedBroker.start();

  @Test
  void readsEveryRecordAsItIsUpToTheEndThatThereWas() throws Exception {
    BROKER.createTopic("plain", 2);
    try (KafkaProducer<byte[], byte[]> producer = TestTopics.producer(BROKER, Map.of())) {
      producer.send(new ProducerRecord<>("plain", 0, 1234L, bytes("key"), bytes("a"))).get();
      producer.send(new ProducerRecord<>("plain", 1, 1235L, (byte[]) null, bytes("b"))).get();
      producer
          .send(new ProducerRecord<byte[], byte[]>("plain", 1, 1236L, bytes("gone"), (byte[]) null))
          .get();
    }
    List<RawRecord> records = run(conf("plain", Map.of("images.stop", "latest")), null);
    assertThat(records)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrder(
            new RawRecord("plain", 0, 0, 1234, bytes("key"), bytes("a")),
            new RawRecord("plain", 1, 0, 1235, null, bytes("b")),
            new RawRecord("plain", 1, 1, 1236, bytes("gone"), null));
  }

  @Test
  void readsTopicsOfAPatternFromATimestampToGivenOffsets() throws Exception {
    BROKER.createTopic("cam-1", 1);
    BROKER.createTopic("cam-2", 1);
    BROKER.createTopic("other", 1);
    try (KafkaProducer<byte[], byte[]> producer = TestTopics.producer(BROKER, Map.of())) {
      for (String topic : List.of("cam-1", "cam-2", "other")) {
        for (int i = 0; i < 4; i++) {
          producer
              .send(new ProducerRecord<>(topic, 0, 1000L + i, (byte[]) null, bytes(topic + i)))
              .get();
        }
      }
    }
    Configuration conf =
        conf(
            "unused",
            Map.of(
                "images.topic-pattern", "cam-[0-9]",
                "images.start", "timestamp",
                "images.start-timestamp", "1001",
                "images.stop", "offsets",
                "images.stop-offsets", "cam-1:0:3;cam-2:0:2"));
    List<ImagePartition> partitions = ImageSources.partitions(conf, NAMES);
    assertThat(partitions)
        .containsExactly(
            new ImagePartition("cam-1", 0, 1, 3, 2), new ImagePartition("cam-2", 0, 1, 2, 1));
    for (List<ImagePartition> pinned :
        new ArrayList<>(List.of(List.<ImagePartition>of(), partitions))) {
      assertThat(run(conf, pinned.isEmpty() ? null : pinned))
          .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
          .containsExactlyInAnyOrder("cam-11", "cam-12", "cam-21");
    }
  }

  @Test
  void knowsTheLastRecordBeforeMarkersOfTransactions() throws Exception {
    BROKER.createTopic("tx", 3);
    try (KafkaProducer<byte[], byte[]> producer =
        TestTopics.producer(BROKER, Map.of("transactional.id", "marks"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("tx", 0, null, bytes("kept")));
      producer.commitTransaction();
      for (int i = 0; i < 5; i++) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("tx", 0, null, bytes("aborted")));
        producer.send(new ProducerRecord<>("tx", 1, null, bytes("aborted")));
        producer.flush();
        producer.abortTransaction();
      }
    }
    Configuration conf = conf("tx", Map.of("images.stop", "latest"));
    List<ImagePartition> partitions = ImageSources.partitions(conf, NAMES);
    assertThat(partitions)
        .containsExactly(
            new ImagePartition("tx", 0, 0, 12, 0),
            new ImagePartition("tx", 1, 0, 10, ImagePartition.EMPTY),
            new ImagePartition("tx", 2, 0, 0, ImagePartition.EMPTY));
    assertThat(partitions).extracting(ImagePartition::isEmpty).containsExactly(false, true, true);
    assertThat(run(conf, partitions))
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .containsExactly("kept");
  }

  @Test
  void aStopBehindTheEndIsOfARecordThatIsYetToCome() throws Exception {
    BROKER.createTopic("growing", 1);
    try (KafkaProducer<byte[], byte[]> producer = TestTopics.producer(BROKER, Map.of())) {
      producer.send(new ProducerRecord<>("growing", 0, null, bytes("there"))).get();
    }

    assertThat(
            ImageSources.partitions(
                conf(
                    "growing",
                    Map.of("images.stop", "offsets", "images.stop-offsets", "growing:0:5")),
                NAMES))
        .containsExactly(new ImagePartition("growing", 0, 0, 5, 4));
  }

  @Test
  void partitionsWithoutEndHaveNone() {
    BROKER.createTopic("open", 1);
    assertThat(ImageSources.partitions(conf("open", Map.of("images.start", "committed")), NAMES))
        .containsExactly(
            new ImagePartition("open", 0, 0, ImagePartition.NO_STOP, ImagePartition.EMPTY));
  }

  @Test
  void saysWhichTopicIsMissing() {
    assertThatThrownBy(() -> ImageSources.partitions(conf("nowhere", Map.of()), NAMES))
        .hasMessageContaining("nowhere");
    assertThatThrownBy(
            () ->
                ImageSources.partitions(
                    conf("unused", Map.of("images.topic-pattern", "no.*topic")), NAMES))
        .hasMessageContaining("No topic matches images.topic-pattern 'no.*topic'");
  }

  @Test
  void aRecordThatIsGoneEndsTheJobWithASentence() throws Exception {
    List<ImagePartition> six = sixOfWhichThreeAreGone("gone");

    assertThatThrownBy(() -> run(conf("gone", Map.of()), six))
        .satisfies(
            failure ->
                assertThat(ExceptionUtils.stringifyException(failure))
                    .contains("SuppressRestartsException")
                    .contains("partition gone-0 at offset 0. The brokers deleted it before")
                    .contains("images.out-of-range = earliest"));
  }

  @Test
  void recordsThatAreGoneArePassedOverBySetting() throws Exception {
    List<ImagePartition> six = sixOfWhichThreeAreGone("passed");

    assertThat(run(conf("passed", Map.of("images.out-of-range", "earliest")), six))
        .extracting(RawRecord::offset)
        .containsExactly(3L, 4L, 5L);
  }

  /** The partitions of a topic as they were before half of its records were deleted. */
  private static List<ImagePartition> sixOfWhichThreeAreGone(String topic) throws Exception {
    BROKER.createTopic(topic, 1);
    try (KafkaProducer<byte[], byte[]> producer = TestTopics.producer(BROKER, Map.of())) {
      for (int i = 0; i < 6; i++) {
        producer.send(new ProducerRecord<>(topic, 0, null, bytes("record"))).get();
      }
    }
    List<ImagePartition> six =
        ImageSources.partitions(conf(topic, Map.of("images.stop", "latest")), NAMES);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()))) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(3)))
          .all()
          .get();
    }
    return six;
  }

  @Test
  void withoutACommittedOffsetReadingStartsAtTheEarliest() throws Exception {
    sixOfWhichThreeAreGone("uncommitted");

    assertThat(
            run(
                conf("uncommitted", Map.of("images.start", "committed", "images.stop", "latest")),
                null))
        .extracting(RawRecord::offset)
        .containsExactly(3L, 4L, 5L);
  }

  private static List<RawRecord> run(Configuration conf, List<ImagePartition> pinned)
      throws Exception {
    ImageRecordFormat format = ImageRecordFormat.of("file", FieldLimits.defaults());
    Source<RawRecord, ?, ?> source =
        pinned == null ? ImageSources.kafka(conf, NAMES) : ImageSources.pinned(conf, NAMES, pinned);
    return StreamExecutionEnvironment.createLocalEnvironment(conf)
        .fromSource(
            new InRangeSource<>(source),
            ImageSources.watermarks(conf, format),
            "images",
            new RawRecordSchema().getProducedType())
        .executeAndCollect(1000);
  }

  private static Configuration conf(String topic, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("images.topics", topic);
    return TestTopics.conf(BROKER, all);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
