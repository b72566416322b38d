package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.tests.registry.StubRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job between Kafka and a schema registry. */
class RegistryLineITCase {
  private static final int PICTURES = 18;
  private static final int UNKNOWN_ID = 4;
  private static final int STRANGE = 11;
  private static final int HEADER = 5;

  /** Not ours: another name space, fewer fields and one more. */
  private static final Schema THEIRS =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "namespace": "com.example", "name": "Image", "fields": [
                {"name": "id", "type": "string"}, {"name": "capturedAt", "type": "long"},
                {"name": "shift", "type": "int"}, {"name": "image", "type": "bytes"}]}
              """);

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private StubRegistry registry;
  private Topic images;
  private Topic embeddings;
  private Topic deadLetters;

  @BeforeEach
  void fillBrokerAndRegistry() throws Exception {
    broker = EmbeddedBroker.start();
    images = Topic.create(broker, "images", 1);
    embeddings = Topic.create(broker, "embeddings", 1);
    deadLetters = Topic.create(broker, "dead-letters", 1);
    Topic.create(broker, "snapshots", 1);
    registry = StubRegistry.start();
    registry.put(1, THEIRS.toString());
    registry.put(2, "{\"type\": \"record\", \"name\": \"Order\", \"fields\": []}");
    images.send(0, PICTURES, RegistryLineITCase::framed);
  }

  @AfterEach
  void stop() {
    registry.close();
    broker.close();
  }

  @Test
  void imagesOfAnyCompatibleSchemaBecomeEmbeddingsWithOneOfTheRegistry() throws Exception {
    run(Map.of());

    List<Integer> good =
        IntStream.range(0, PICTURES).filter(n -> n != UNKNOWN_ID && n != STRANGE).boxed().toList();
    Schema written = new Schema.Parser().parse(registry.registered("embeddings-value"));
    List<String> ids = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : embeddings.records()) {
      ByteBuffer value = ByteBuffer.wrap(record.value());
      assertThat(value.get()).isZero();
      assertThat(value.getInt()).isGreaterThanOrEqualTo(100);
      GenericRecord embedding =
          new GenericDatumReader<GenericRecord>(written)
              .read(
                  null,
                  DecoderFactory.get()
                      .binaryDecoder(record.value(), HEADER, record.value().length - HEADER, null));
      ids.add(embedding.get("id").toString());
      assertThat((List<?>) embedding.get("vector")).hasSize(64);
    }
    assertThat(ids).containsExactlyElementsOf(good.stream().map(n -> "picture-" + n).toList());
    List<String> reasons = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : deadLetters.records()) {
      DeadLetter letter = MessageCodec.DEAD_LETTER.decode(record.value());
      reasons.add(letter.getOffset() + " " + letter.getReasonCode());
    }
    assertThat(reasons)
        .as("one from the gate of each role")
        .containsExactlyInAnyOrder(
            UNKNOWN_ID + " unknown-schema",
            UNKNOWN_ID + " unknown-schema",
            STRANGE + " incompatible-schema",
            STRANGE + " incompatible-schema");
    assertThat(Set.copyOf(registry.requests()))
        .as("each id, an unknown one perhaps again, and the schema by the one task that embeds")
        .containsExactlyInAnyOrder(
            "GET /schemas/ids/1",
            "GET /schemas/ids/2",
            "GET /schemas/ids/77",
            "POST /subjects/embeddings-value",
            "POST /subjects/embeddings-value/versions");
  }

  @Test
  void aRegistryThatIsAwayCostsARestartAndNoRecord() throws Exception {
    registry.failNext(503);

    run(Map.of("registry.patience", "0 ms"));

    assertThat(registry.requests())
        .as("the one that failed, and all of a run")
        .hasSizeGreaterThan(4);
    List<String> ids = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : embeddings.records()) {
      ids.add(new String(record.key(), StandardCharsets.UTF_8));
    }
    assertThat(ids).contains("picture-0", "picture-" + (PICTURES - 1));
    assertThat(ids.stream().distinct()).hasSize(PICTURES - 2);
    for (ConsumerRecord<byte[], byte[]> record : deadLetters.records()) {
      assertThat(MessageCodec.DEAD_LETTER.decode(record.value()).getOffset())
          .isIn((long) UNKNOWN_ID, (long) STRANGE);
    }
  }

  private void run(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("images.format", "avro-registry");
    settings.put("embeddings.format", "avro-registry");
    settings.put("registry.url", registry.url());
    settings.putAll(more);
    SmallLine line = new SmallLine(broker, images, folder, "registered", settings);
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      line.run(cluster);
    }
  }

  private static byte[] framed(int number) {
    int id = number == UNKNOWN_ID ? 77 : number == STRANGE ? 2 : 1;
    GenericRecord image = new GenericData.Record(THEIRS);
    image.put("id", "picture-" + number);
    image.put("capturedAt", 1_700_000_000_000L + number);
    image.put("shift", 3);
    image.put("image", ByteBuffer.wrap(TestPictures.png(number)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(HEADER).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(THEIRS).write(image, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("An image could not be written to memory.", e);
    }
    return out.toByteArray();
  }
}
