package io.hsicflow.connectors.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.connectors.TestTopics;
import io.hsicflow.connectors.admin.PlannedTopic;
import io.hsicflow.connectors.admin.TopicPlan;
import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.connectors.kafka.ClientNames;
import io.hsicflow.connectors.source.ImageSources;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.RejectedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSinksITCase {
  /**
   * The largest value without a key whose batch has Kafka's default limit of 1,048,588 bytes to the
   * byte.
   */
  private static final int LARGEST_VALUE = 1_048_588 - 61 - 11;

  private static final ClientNames NAMES = new ClientNames("test", "embed");
  @AutoClose private static final EmbeddedBroker BROKER = EmbeddedBroker.start();

  @TempDir Path folder;

  @Test
  void exactlyOnceOutputIsVisibleOnlyAfterItsCheckpoint() throws Exception {
    BROKER.createTopic("in", 1);
    BROKER.createTopic("out", 1);
    try (KafkaProducer<byte[], byte[]> producer = TestTopics.producer(BROKER, Map.of())) {
      for (int i = 0; i < 3; i++) {
        producer.send(new ProducerRecord<>("in", new byte[] {(byte) i})).get();
      }
    }
    Configuration conf =
        conf(
            Map.of(
                "images.topics", "in",
                "embeddings.topic", "out",
                "embeddings.delivery", "exactly-once",
                "execution.checkpointing.interval", "5 min",
                "execution.checkpointing.timeout", "1 min"));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
    source(env, conf)
        .map(new ToEmbedding())
        .sinkTo(KafkaSinks.embeddings(conf, NAMES, new SingleObjectEmbeddings()));
    JobClient job = env.executeAsync();

    assertThat(TestTopics.read(BROKER, "out", 3, "read_uncommitted")).hasSize(3);
    assertThat(TestTopics.end(BROKER, "out", "read_committed")).isZero();

    job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL).get();

    List<ConsumerRecord<byte[], byte[]>> visible =
        TestTopics.read(BROKER, "out", 3, "read_committed");
    assertThat(visible)
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .containsExactly("image-0", "image-1", "image-2");
    assertThat(MessageCodec.EMBEDDING.decode(visible.get(2).value()).getVector())
        .containsExactly(2f);
  }

  @Test
  void aRecordOfExactlyTheTopicsLimitArrivesAsItsDigestByDefault() throws Exception {
    byte[] value = largestRecord("limit-a");
    DeadLetter letter = rejectAll("limit-a", "dead-a", Map.of());
    assertThat(letter.getValue()).isNull();
    assertThat(letter.getValueSize()).isEqualTo(value.length);
    assertThat(letter.getValueSha256()).hasSize(64);
    assertThat(letter.getReasonCode()).isEqualTo("test");
  }

  @Test
  void aRecordOfExactlyTheTopicsLimitArrivesWholeWhereTheLimitIsRaised() throws Exception {
    byte[] value = largestRecord("limit-b");
    DeadLetter letter = rejectAll("limit-b", "dead-b", Map.of("dead-letters.max-bytes", "2 mb"));
    assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(value));
    assertThat(letter.getValueSha256()).isNull();
  }

  @Test
  void aLetterOfExactlyTheMostOriginalBytesFitsATopicWithKafkasDefaults() throws Exception {
    BROKER.createTopic("limit-c", 1);
    try (KafkaProducer<byte[], byte[]> producer = TestTopics.producer(BROKER, Map.of())) {
      producer.send(new ProducerRecord<>("limit-c", new byte[1_000_000])).get();
    }
    BROKER.createTopic("dead-c", 1);
    DeadLetter letter = rejectAll("limit-c", "dead-c", Map.of());
    assertThat(letter.getValue().remaining()).isEqualTo(1_000_000);
  }

  /**
   * Sends the largest record that Kafka takes by default, having shown that one byte more is
   * refused.
   */
  private static byte[] largestRecord(String topic) throws Exception {
    BROKER.createTopic(topic, 1);
    byte[] value = new byte[LARGEST_VALUE];
    Arrays.fill(value, (byte) 7);
    try (KafkaProducer<byte[], byte[]> producer =
        TestTopics.producer(BROKER, Map.of("max.request.size", "3000000"))) {
      producer.send(new ProducerRecord<>(topic, value)).get();
      assertThatThrownBy(
              () -> producer.send(new ProducerRecord<>(topic, new byte[value.length + 1])).get())
          .hasCauseInstanceOf(RecordTooLargeException.class);
    }
    return value;
  }

  private static DeadLetter rejectAll(String from, String to, Map<String, String> settings)
      throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(
        Map.of(
            "images.topics",
            from,
            "images.stop",
            "latest",
            "dead-letters.topic",
            to,
            "topics.image-partitions",
            "1"));
    Configuration conf = conf(all);
    try (Topics topics = Topics.at(conf)) {
      List<PlannedTopic> plan =
          TopicPlan.of(conf).stream().filter(topic -> topic.name().equals(to)).toList();
      topics.create(plan);
      assertThat(topics.check(plan)).isEmpty();
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
    source(env, conf).map(new ToRejected()).sinkTo(KafkaSinks.deadLetters(conf, NAMES));
    env.execute();
    List<ConsumerRecord<byte[], byte[]>> letters = TestTopics.read(BROKER, to, 1, "read_committed");
    assertThat(letters).hasSize(1);
    return MessageCodec.DEAD_LETTER.decode(letters.get(0).value());
  }

  private static DataStream<RawRecord> source(StreamExecutionEnvironment env, Configuration conf) {
    return env.fromSource(
        ImageSources.kafka(conf, NAMES), WatermarkStrategy.noWatermarks(), "images");
  }

  private static Configuration conf(Map<String, String> settings) {
    return TestTopics.conf(BROKER, settings);
  }

  private static final class ToEmbedding implements MapFunction<RawRecord, EmbeddedImage> {
    private static final long serialVersionUID = 1L;

    @Override
    public EmbeddedImage map(RawRecord record) {
      return new EmbeddedImage(
          "image-" + record.offset(),
          "test",
          0,
          new float[] {record.value()[0]},
          1,
          "ab".repeat(32),
          record.topic(),
          record.partition(),
          record.offset());
    }
  }

  private static final class ToRejected implements MapFunction<RawRecord, RejectedRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public RejectedRecord map(RawRecord record) {
      return RejectedRecord.of(record, "test", "Every record of this test is rejected.");
    }
  }
}
