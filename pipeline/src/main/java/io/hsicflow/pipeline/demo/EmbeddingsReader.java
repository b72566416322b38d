package io.hsicflow.pipeline.demo;

import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.connectors.sink.EmbeddingsOptions;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.pipeline.report.BankAndQuery;
import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.UnreadableMessageException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the embeddings topic and joins it with bank and query by id. */
final class EmbeddingsReader {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Configuration conf;
  private final String digest;

  /**
   * A reader.
   *
   * @param conf names the brokers and the topic
   * @param digest of the snapshot whose embeddings count; vectors of others do not compare
   */
  EmbeddingsReader(Configuration conf, String digest) {
    this.conf = conf;
    this.digest = digest;
  }

  /**
   * Reads what is in the topic now. To be called once the embedding job has ended.
   *
   * @throws IOException where an image of bank or query has no embedding
   */
  BankAndQuery read(DemoData data) throws IOException {
    Map<String, float[]> vectors = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      String topic = conf.get(EmbeddingsOptions.TOPIC);
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record, vectors);
        }
      }
    }
    String[] bank = new String[data.bankSize()];
    for (int i = 0; i < bank.length; i++) {
      bank[i] = data.bank(i).id();
    }
    String[] query = new String[data.querySize()];
    for (int i = 0; i < query.length; i++) {
      query[i] = data.query(i).id();
    }
    return new BankAndQuery(joined(bank, vectors), joined(query, vectors));
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Map<String, float[]> vectors)
      throws IOException {
    Embedding embedding;
    try {
      embedding = MessageCodec.EMBEDDING.decode(record.value());
    } catch (UnreadableMessageException e) {
      throw new IOException(
          "Record "
              + record.offset()
              + " of "
              + record.topic()
              + " is no embedding. "
              + e.getMessage(),
          e);
    }
    if (embedding.getSnapshotDigest().equals(digest)) {
      List<Float> values = embedding.getVector();
      float[] vector = new float[values.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = values.get(i);
      }
      vectors.put(embedding.getId(), vector);
    }
  }

  private Vectors joined(String[] ids, Map<String, float[]> vectors) throws IOException {
    float[] values = null;
    int dimension = 0;
    for (int i = 0; i < ids.length; i++) {
      float[] vector = vectors.get(ids[i]);
      if (vector == null) {
        throw new IOException(
            "The embeddings topic has no embedding of "
                + ids[i]
                + " by the snapshot "
                + digest
                + "; the dead letters say why an image was not let in.");
      }
      if (values == null) {
        dimension = vector.length;
        values = new float[Math.multiplyExact(ids.length, dimension)];
      }
      System.arraycopy(vector, 0, values, i * dimension, dimension);
    }
    return new Vectors(values, dimension);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties properties = KafkaOptions.clientProperties(conf);
    properties.setProperty(ConsumerConfig.CLIENT_ID_CONFIG, "demo-embeddings");
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
