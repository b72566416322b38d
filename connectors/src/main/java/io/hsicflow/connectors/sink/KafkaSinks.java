package io.hsicflow.connectors.sink;

import io.hsicflow.connectors.kafka.ClientNames;
import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.record.EvaluationResult;
import io.hsicflow.schemas.record.RejectedRecord;
import io.hsicflow.schemas.record.SnapshotPublished;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Sinks to our Kafka topics, as the options say: {@code stream.sinkTo(KafkaSinks.snapshots(conf,
 * names))}. All throw {@link IllegalArgumentException} for options that do not fit together, with a
 * sentence.
 */
public final class KafkaSinks {
  private KafkaSinks() {}

  /** Embeddings, keyed by image id. */
  public static KafkaSink<EmbeddedImage> embeddings(
      Configuration conf, ClientNames names, EmbeddingWire wire) {
    String topic = conf.get(EmbeddingsOptions.TOPIC);
    return sink(
        conf,
        names,
        "embeddings",
        conf.get(EmbeddingsOptions.DELIVERY),
        new EmbeddingSchema(topic, wire),
        KafkaOptions.clientProperties(conf));
  }

  /**
   * Rejected records with their reasons; the producer takes the largest letter that there can be.
   */
  public static KafkaSink<RejectedRecord> deadLetters(Configuration conf, ClientNames names) {
    Properties properties = KafkaOptions.clientProperties(conf);
    DeadLetterLimits.fitProducer(properties, conf);
    return sink(
        conf,
        names,
        "dead-letters",
        conf.get(DeadLetterOptions.DELIVERY),
        new DeadLetterSchema(
            conf.get(DeadLetterOptions.TOPIC), DeadLetterLimits.maxOriginalBytes(conf)),
        properties);
  }

  /** Announcements of snapshots, keyed by digest. */
  public static KafkaSink<SnapshotPublished> snapshots(Configuration conf, ClientNames names) {
    return sink(
        conf,
        names,
        "snapshots",
        conf.get(SnapshotsTopicOptions.DELIVERY),
        new SnapshotSchema(conf.get(SnapshotsTopicOptions.TOPIC)),
        KafkaOptions.clientProperties(conf));
  }

  /** Evaluations of snapshots, keyed by digest and name. */
  public static KafkaSink<EvaluationResult> evaluations(Configuration conf, ClientNames names) {
    return sink(
        conf,
        names,
        "evaluations",
        conf.get(EvaluationsOptions.DELIVERY),
        new EvaluationSchema(conf.get(EvaluationsOptions.TOPIC)),
        KafkaOptions.clientProperties(conf));
  }

  private static <T> KafkaSink<T> sink(
      Configuration conf,
      ClientNames names,
      String name,
      DeliveryGuarantee delivery,
      KafkaRecordSerializationSchema<T> schema,
      Properties properties) {
    KafkaSinkBuilder<T> sink = KafkaSink.<T>builder();
    properties.putIfAbsent("register.producer.metrics", "false");
    if (delivery == DeliveryGuarantee.EXACTLY_ONCE) {
      properties.setProperty(
          ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
          Long.toString(TransactionTimeout.checkedMillis(conf, name)));
      sink.setTransactionalIdPrefix(names.transactionalIdPrefix(name));
    }
    return sink.setBootstrapServers(conf.get(KafkaOptions.BOOTSTRAP_SERVERS))
        .setKafkaProducerConfig(properties)
        .setDeliveryGuarantee(delivery)
        .setRecordSerializer(schema)
        .build();
  }
}
