package io.hsicflow.connectors.sink;

import io.hsicflow.schemas.avro.Evaluation;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.EvaluationResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An evaluation of a snapshot, keyed by the snapshot's digest and the evaluation's name. */
public final class EvaluationSchema implements KafkaRecordSerializationSchema<EvaluationResult> {
  private static final long serialVersionUID = 1L;
  private final String topic;

  /** Evaluations for that topic. */
  public EvaluationSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      EvaluationResult result, KafkaSinkContext context, Long timestamp) {
    Evaluation message =
        Evaluation.newBuilder()
            .setName(result.name())
            .setSnapshotStep(result.snapshotStep())
            .setSnapshotDigest(result.snapshotDigest())
            .setImagesSeen(result.imagesSeen())
            .setEvaluatedAt(Instant.ofEpochMilli(result.evaluatedAt()))
            .setImages(result.images())
            .setMetrics(result.metrics())
            .build();
    String key = result.snapshotDigest() + "/" + result.name();
    return new ProducerRecord<>(
        topic, key.getBytes(StandardCharsets.UTF_8), MessageCodec.EVALUATION.encode(message));
  }
}
