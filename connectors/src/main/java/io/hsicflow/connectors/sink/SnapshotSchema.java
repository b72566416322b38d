package io.hsicflow.connectors.sink;

import io.hsicflow.schemas.avro.Snapshot;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.SnapshotPublished;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The announcement of a snapshot, keyed by its digest. */
public final class SnapshotSchema implements KafkaRecordSerializationSchema<SnapshotPublished> {
  private static final long serialVersionUID = 1L;
  private final String topic;

  /** Announcements for that topic. */
  public SnapshotSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      SnapshotPublished snapshot, KafkaSinkContext context, Long timestamp) {
    Snapshot message =
        Snapshot.newBuilder()
            .setLocation(snapshot.location())
            .setStep(snapshot.step())
            .setImagesSeen(snapshot.imagesSeen())
            .setDigest(snapshot.digest())
            .setAttempt(snapshot.attempt())
            .setPublishedAt(Instant.ofEpochMilli(snapshot.publishedAt()))
            .setMetrics(snapshot.metrics())
            .build();
    return new ProducerRecord<>(
        topic,
        snapshot.digest().getBytes(StandardCharsets.UTF_8),
        MessageCodec.SNAPSHOT.encode(message));
  }
}
