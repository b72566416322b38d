package io.hsicflow.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The README's loop over the embeddings topic prints what was written there. */
final class EmbeddingsReading {
  static final String[] MODULES = {"kafka", "fastavro"};

  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private final Python python;
  private final Path folder;

  EmbeddingsReading(Python python, Path folder) {
    this.python = python;
    this.folder = folder;
  }

  void printsEveryEmbedding() throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic("embeddings", 1);
      write(broker.bootstrapServers());

      String printed =
          python.run(
              folder,
              ReadmeCode.piece("read-embeddings")
                  .replace("localhost:9092", broker.bootstrapServers())
                  .replace("schemas/src", Checkout.root().resolve("schemas/src").toString())
                  // the README's loop goes on for ever
                  .replace("auto_offset_reset=", "consumer_timeout_ms=10000, auto_offset_reset="));

      assertThat(printed.lines())
          .containsExactly(
              "garment-0 7 0123456789ab [0.0, 0.5, -1.25, 3.0]",
              "garment-1 7 0123456789ab [1.0, 0.5, -1.25, 3.0]");
    }
  }

  private static void write(String bootstrapServers) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < 2; i++) {
        Embedding embedding =
            Embedding.newBuilder()
                .setId("garment-" + i)
                .setCapturedAt(Instant.ofEpochMilli(1_700_000_000_000L))
                .setVector(List.of((float) i, 0.5f, -1.25f, 3f, 9f))
                .setSnapshotStep(7)
                .setSnapshotDigest(DIGEST)
                .setTopic("images")
                .setPartition(0)
                .setOffset(i)
                .build();
        producer.send(
            new ProducerRecord<>(
                "embeddings", embedding.getId(), MessageCodec.EMBEDDING.encode(embedding)));
      }
    }
  }
}
