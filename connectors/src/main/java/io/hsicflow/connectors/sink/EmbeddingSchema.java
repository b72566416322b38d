package io.hsicflow.connectors.sink;

import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.record.EmbeddedImage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An embedding, keyed by the image's id. */
public final class EmbeddingSchema implements KafkaRecordSerializationSchema<EmbeddedImage> {
  private static final long serialVersionUID = 1L;
  private final String topic;
  private final EmbeddingWire wire;

  /** Embeddings for that topic, in that form. */
  public EmbeddingSchema(String topic, EmbeddingWire wire) {
    this.topic = topic;
    this.wire = wire;
  }

  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    wire.open();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      EmbeddedImage image, KafkaSinkContext context, Long timestamp) {
    Embedding embedding =
        Embedding.newBuilder()
            .setId(image.id())
            .setSource(image.source())
            .setCapturedAt(Instant.ofEpochMilli(image.capturedAt()))
            .setVector(new FloatList(image.vector()))
            .setSnapshotStep(image.snapshotStep())
            .setSnapshotDigest(image.snapshotDigest())
            .setTopic(image.topic())
            .setPartition(image.partition())
            .setOffset(image.offset())
            .build();
    // No timestamp: captured-at may be long past, and the topic's retention would delete the record
    // at once.
    return new ProducerRecord<>(
        topic, image.id().getBytes(StandardCharsets.UTF_8), wire.encode(embedding));
  }

  /** An array as the list that Avro wants, without a copy. */
  private static final class FloatList extends AbstractList<Float> implements RandomAccess {
    private final float[] values;

    FloatList(float[] values) {
      this.values = values;
    }

    @Override
    public Float get(int index) {
      return values[index];
    }

    @Override
    public int size() {
      return values.length;
    }
  }
}
