package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.connectors.TestTopics;
import io.hsicflow.connectors.kafka.ClientNames;
import io.hsicflow.schemas.format.FieldLimits;
import io.hsicflow.schemas.format.ImageRecordFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Which partitions hold the watermark back. Captured-at is the record's timestamp here. */
class IdleSourcesITCase {
  private static final ClientNames NAMES = new ClientNames("test", "train");
  @AutoClose private static final EmbeddedBroker BROKER = EmbeddedBroker.start();

  private JobClient job;

  @AfterEach
  void cancelTheJob() throws Exception {
    if (job != null) {
      job.cancel().get();
    }
  }

  @Test
  void silentAndEmptyPartitionsDoNotHoldTheWatermarkBackForLong() throws Exception {
    createTopic("idle-1", 2, 1); // of which one stays empty
    createTopic("idle-2", 1, 1);
    SeenWatermarks seen = start("idle", "200 ms");
    seen.awaitRecords(2);

    send("idle-1", 0, 5_000);

    seen.awaitWatermark(4_999);
  }

  @Test
  void withoutIdlenessTheMostSilentPartitionSaysHowFarTimeIs() throws Exception {
    createTopic("held-1", 1, 1);
    createTopic("held-2", 1, 1);
    SeenWatermarks seen = start("held", "0");
    seen.awaitWatermark(999);

    send("held-1", 0, 5_000);
    seen.awaitRecords(3);
    send("held-2", 0, 3_000);

    seen.awaitWatermark(2_999);
    assertThat(seen.watermarks()).doesNotContain(4_999L);
  }

  @Test
  void withoutIdlenessAPartitionThatIsEmptyFromTheStartHoldsItBackAltogether() throws Exception {
    createTopic("empty-1", 1, 1);
    createTopic("empty-2", 1, 0);
    SeenWatermarks seen = start("empty", "0");
    seen.awaitRecords(1);

    send("empty-2", 0, 500);

    seen.awaitWatermark(499);
    assertThat(seen.watermarks()).doesNotContain(999L);
  }

  @Test
  void aTopicThatLeavesDoesNotHoldTheWatermarkBack() throws Exception {
    createTopic("left-1", 1, 1);
    createTopic("left-2", 2, 2);
    SeenWatermarks seen = start("left", "0");
    seen.awaitWatermark(999);
    send("left-1", 0, 5_000);
    seen.awaitRecords(4);

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()))) {
      admin.deleteTopics(List.of("left-2")).all().get();
    }

    seen.awaitWatermark(4_999);
  }

  /**
   * A topic with a record of second 1 in each of its first {@code filled} partitions. Kept for
   * ever: records of 1970 are deleted once the broker looks for old ones.
   */
  private static void createTopic(String name, int partitions, int filled) throws Exception {
    BROKER.createTopic(name, partitions, Map.of("retention.ms", "-1"));
    for (int partition = 0; partition < filled; partition++) {
      send(name, partition, 1_000);
    }
  }

  /** Starts a job on the topics NAME-1 and NAME-2, and shows what comes out of their source. */
  private SeenWatermarks start(String name, String idleAfter) throws Exception {
    Configuration conf =
        TestTopics.conf(
            BROKER,
            Map.of(
                "images.topic-pattern",
                name + "-[0-9]",
                "images.idle-after",
                idleAfter,
                "images.watch-interval",
                "200 ms",
                "images.out-of-order",
                "0"));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
    env.setParallelism(1);
    SeenWatermarks seen = new SeenWatermarks(name);
    env.fromSource(
            WatchedSource.of(ImageSources.kafka(conf, NAMES), conf, NAMES, List.of()),
            ImageSources.watermarks(conf, ImageRecordFormat.of("file", FieldLimits.defaults())),
            "images",
            new RawRecordSchema().getProducedType())
        .transform("seen", new RawRecordSchema().getProducedType(), seen);
    job = env.executeAsync();
    return seen;
  }

  private static void send(String topic, int partition, long timestamp) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = TestTopics.producer(BROKER, Map.of())) {
      byte[] value = "picture".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic, partition, timestamp, null, value)).get();
    }
  }
}
