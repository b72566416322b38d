package io.hsicflow.schemas.format;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.registry.RegisteredSchema;
import io.hsicflow.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class RegistryImageFormatTest {
  private static final FieldLimits LIMITS = new FieldLimits(10_000, 20, 2, 10);
  private static final ByteBuffer JPEG =
      ByteBuffer.wrap(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF});

  /** Another team's schema: a name space, an order and fields of its own. */
  private static final String OTHERS =
      """
      {"type": "record", "namespace": "com.example.line", "name": "Image", "fields": [
        {"name": "shift", "type": {"type": "array", "items": "string"}},
        {"name": "image", "type": "bytes"},
        {"name": "capturedAt", "type": "long"},
        {"name": "id", "type": "string"}]}
      """;

  private final Map<Integer, RegisteredSchema> schemas = new HashMap<>();
  private final ImageRecordFormat format = ImageRecordFormat.of(new MapRegistry(schemas), LIMITS);

  @Test
  void whatOurOwnSchemaWroteIsRead() throws IOException {
    Schema ours = MessageCodec.IMAGE.publicSchema();
    schemas.put(1, avro(ours.toString()));
    GenericRecord image = image(ours);
    image.put("source", "belt");
    image.put("label", "shoe");
    image.put("attributes", Map.of("light", "dim"));

    ImageRecord read = (ImageRecord) format.read(raw(framed(1, image)));

    assertThat(read.id()).isEqualTo("a/1");
    assertThat(read.source()).isEqualTo("belt");
    assertThat(read.capturedAt()).isEqualTo(99);
    assertThat(read.label()).isEqualTo("shoe");
    assertThat(read.attributes()).containsExactly(Map.entry("light", "dim"));
    assertThat(read.file()).containsExactly(0xFF, 0xD8, 0xFF);
  }

  @Test
  void whatAnotherCompatibleSchemaWroteIsReadWithOurDefaults() throws IOException {
    byte[] value = others(0x01020304);

    ImageRecord read = (ImageRecord) format.read(raw(value));

    assertThat(value).startsWith(0, 1, 2, 3, 4);
    assertThat(read.id()).isEqualTo("a/1");
    assertThat(read.source()).as("the topic, where there is none").isEqualTo("photos");
    assertThat(read.label()).isNull();
    assertThat(read.file()).containsExactly(0xFF, 0xD8, 0xFF);
    assertThat(format.capturedAt(raw(value))).isEqualTo(99);
  }

  @Test
  void aValueThatIsNotFramedIsNotAvro() {
    assertRejected(raw(new byte[] {(byte) 0xC3, 1, 2, 3, 4, 5}), "not-avro", "begins with C3 01");
    assertRejected(raw(new byte[] {0, 0, 0, 1}), "not-avro", "a zero byte and four bytes");
    assertThat(format.capturedAt(raw(new byte[] {7}))).isEqualTo(1234);
  }

  @Test
  void anIdThatTheRegistryDoesNotHaveIsUnknownUntilItHasIt() throws IOException {
    byte[] value = others(7);
    RegisteredSchema later = schemas.remove(7);

    assertRejected(raw(value), "unknown-schema", "The schema registry has no schema of id 7.");
    assertThat(format.capturedAt(raw(value))).isEqualTo(1234);

    schemas.put(7, later);
    assertThat(format.read(raw(value))).isInstanceOf(ImageRecord.class);
  }

  @Test
  void anIdBelowZeroIsUnknownWithoutARequest() {
    ImageRecordFormat cutOff = ImageRecordFormat.of(new MapRegistry(null), LIMITS);
    RawRecord record = raw(new byte[] {0, -1, -1, -1, -5, 2});

    UnreadableRecord refused = (UnreadableRecord) cutOff.read(record);

    assertThat(refused.reason().code()).isEqualTo("unknown-schema");
    assertThat(refused.message()).isEqualTo("The schema registry has no schema of id -5.");
    assertThat(cutOff.capturedAt(record)).isEqualTo(1234);
  }

  @Test
  void aSchemaThatCannotBeReadAsImageIsIncompatible() {
    schemas.put(1, avro(OTHERS.replace("\"id\"", "\"name\"")));
    schemas.put(2, avro(OTHERS.replace("\"bytes\"", "\"int\"")));
    schemas.put(3, avro("\"string\""));
    schemas.put(4, avro("{\"type\": \"recor"));
    schemas.put(5, new RegisteredSchema("PROTOBUF", "message Image {}", false));
    schemas.put(6, new RegisteredSchema("AVRO", OTHERS, true));
    schemas.put(
        7, avro("{\"type\": \"fixed\", \"name\": \"Image\", \"size\": " + Integer.MAX_VALUE + "}"));

    assertIncompatible(1, "com.example.line.Image", "READER_FIELD_MISSING_DEFAULT_VALUE", "id");
    assertIncompatible(2, "TYPE_MISMATCH", "/fields/5");
    assertIncompatible(3, "is no record, but string");
    assertIncompatible(4, "is no Avro schema");
    assertIncompatible(5, "is of type PROTOBUF");
    assertIncompatible(6, "refers to other schemas");
    assertIncompatible(7, "is no Avro schema");
  }

  @Test
  void aTimeInAnotherUnitIsIncompatibleAndAPlainNumberIsMilliseconds() throws IOException {
    String plain = "\"capturedAt\", \"type\": \"long\"";
    String typed = "\"capturedAt\", \"type\": {\"type\": \"long\", \"logicalType\": \"%s\"}";
    schemas.put(1, avro(OTHERS.replace(plain, typed.formatted("timestamp-micros"))));
    schemas.put(2, avro(OTHERS.replace(plain, typed.formatted("ticks"))));
    schemas.put(
        3,
        avro(
            OTHERS.replace(
                plain,
                "\"capturedAt\", \"type\": [{\"type\": \"long\", \"logicalType\": \"time-micros\"}]")));

    assertIncompatible(1, "has capturedAt as timestamp-micros, but it is read as timestamp-millis");
    assertIncompatible(2, "has capturedAt as ticks, but it is read as timestamp-millis");
    assertIncompatible(3, "has capturedAt as time-micros");
    String millis = OTHERS.replace(plain, typed.formatted("timestamp-millis"));
    for (String schema : List.of(OTHERS, millis)) {
      schemas.put(4 + schema.length(), avro(schema));
      GenericRecord image = image(new Schema.Parser().parse(schema));
      image.put("shift", List.of());
      byte[] value = framed(4 + schema.length(), image);
      assertThat(((ImageRecord) format.read(raw(value))).capturedAt()).isEqualTo(99);
    }
  }

  @Test
  void theReasonIsCutToWhatADeadLetterCarries() {
    String symbols =
        IntStream.range(0, 5_000).mapToObj(n -> "\"S" + n + "\"").collect(joining(", "));
    schemas.put(
        1,
        avro(
            OTHERS.replace(
                "\"bytes\"",
                "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [" + symbols + "]}")));
    schemas.put(2, new RegisteredSchema("X".repeat(100_000), "", false));

    for (int id : new int[] {1, 2}) {
      byte[] value = ByteBuffer.allocate(20).put((byte) 0).putInt(id).array();
      UnreadableRecord refused = (UnreadableRecord) format.read(raw(value));
      assertThat(refused.message()).hasSizeLessThanOrEqualTo(2_000);
    }
  }

  @Test
  void aSchemaWithoutAnEndIsNotReadBy() {
    StringBuilder doubling = new StringBuilder("\"null\"");
    for (int i = 0; i < 40; i++) {
      doubling.insert(
          0,
          "{\"type\": \"record\", \"name\": \"R"
              + i
              + "\", \"fields\": [{\"name\": \"a\", \"type\": ");
      doubling
          .append("}, {\"name\": \"b\", \"type\": ")
          .append(i == 0 ? "\"null\"" : "\"R" + (40 - i) + "\"")
          .append("}]}");
    }
    schemas.put(
        1,
        avro(
            "{\"type\": \"record\", \"name\": \"Image\", \"fields\": [{\"name\": \"next\", \"type\": \"Image\"}]}"));
    schemas.put(2, avro(doubling.toString()));

    assertIncompatible(1, "contains itself");
    assertIncompatible(2, "more than 10000 fields");
  }

  @Test
  void aSchemaThatIsTooDeepIsNotReadBy() {
    String deepest = "{\"type\": \"array\", \"items\": ".repeat(98) + "\"null\"" + "}".repeat(98);
    String stringsOfShift = "{\"type\": \"array\", \"items\": \"string\"}";
    schemas.put(1, avro(OTHERS.replace(stringsOfShift, deepest)));
    schemas.put(
        2,
        avro(OTHERS.replace(stringsOfShift, "{\"type\": \"array\", \"items\": " + deepest + "}")));

    assertRejected(raw(new byte[] {0, 0, 0, 0, 1, 0}), "malformed", "Image.image");
    assertIncompatible(2, "more than 100 types within each other");
  }

  @Test
  void aSchemaThatIsTooDeepByNamesAloneIsNotReadBy() {
    // Each is 92 deep by itself, and all are fewer than 10,000 fields.
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      fields
          .append(i == 0 ? "" : ", ")
          .append("{\"name\": \"f" + i + "\", \"type\": {\"type\": \"record\", \"name\": \"R" + i)
          .append("\", \"fields\": [{\"name\": \"a\", \"type\": ")
          .append("{\"type\": \"array\", \"items\": ".repeat(90))
          .append(i == 0 ? "\"null\"" : "\"R" + (i - 1) + "\"")
          .append("}".repeat(90))
          .append("}]}}");
    }
    schemas.put(
        1, avro("{\"type\": \"record\", \"name\": \"Image\", \"fields\": [" + fields + "]}"));
    assertIncompatible(1, "more than 100 types within each other");
  }

  @Test
  void valuesThatTakeNoBytesCannotKeepTheGateBusy() {
    StringBuilder nulls = new StringBuilder("{\"name\": \"n0\", \"type\": \"null\"}");
    for (int i = 1; i < 9_000; i++) {
      nulls.append(", {\"name\": \"n").append(i).append("\", \"type\": \"null\"}");
    }
    schemas.put(
        1,
        avro(
            OTHERS.replace(
                "\"items\": \"string\"",
                "\"items\": {\"type\": \"record\", \"name\": \"Nulls\", \"fields\": ["
                    + nulls
                    + "]}")));
    byte[] two = {0, 0, 0, 0, 1, 4, 0, 0, 0};

    assertRejected(raw(two), "field-too-long", "Image.shift.n");
    assertThat(format.capturedAt(raw(two))).isEqualTo(1234);
  }

  @Test
  void damagedAndLargeDataIsRejectedByTheWritersSchema() throws IOException {
    byte[] value = others(1);

    assertRejected(raw(Arrays.copyOf(value, value.length - 2)), "malformed", "Image.id");
    assertRejected(raw(Arrays.copyOf(value, value.length + 3)), "malformed", "3 bytes follow");

    GenericRecord many = image(new Schema.Parser().parse(OTHERS));
    many.put("shift", List.of("a", "b", "c"));
    assertRejected(raw(framed(1, many)), "field-too-long", "3 entries, the limit is 2");
  }

  @Test
  void aRegistryThatCannotBeAskedDecidesNothing() {
    ImageRecordFormat cutOff = ImageRecordFormat.of(new MapRegistry(null), LIMITS);
    RawRecord record = raw(new byte[] {0, 0, 0, 0, 1, 2});

    assertThatThrownBy(() -> cutOff.read(record)).hasMessage("The registry is away.");
    assertThatThrownBy(() -> cutOff.capturedAt(record)).hasMessage("The registry is away.");
  }

  private void assertIncompatible(int id, String... parts) {
    byte[] value = ByteBuffer.allocate(20).put((byte) 0).putInt(id).array();
    UnreadableRecord refused = (UnreadableRecord) format.read(raw(value));
    assertThat(refused.reason().code()).isEqualTo("incompatible-schema");
    assertThat(refused.message()).contains("The schema of id " + id).contains(parts).endsWith(".");
    assertThat(format.capturedAt(raw(value))).isEqualTo(1234);
  }

  private void assertRejected(RawRecord record, String code, String part) {
    UnreadableRecord refused = (UnreadableRecord) format.read(record);
    assertThat(refused.reason().code()).isEqualTo(code);
    assertThat(refused.message()).contains(part);
  }

  private byte[] others(int id) throws IOException {
    schemas.put(id, avro(OTHERS));
    GenericRecord image = image(new Schema.Parser().parse(OTHERS));
    image.put("shift", List.of("late"));
    return framed(id, image);
  }

  private static GenericRecord image(Schema schema) {
    GenericRecord image = new GenericData.Record(schema);
    image.put("id", "a/1");
    image.put("capturedAt", 99L);
    image.put("image", JPEG.duplicate());
    return image;
  }

  private static byte[] framed(int id, GenericRecord message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(message.getSchema()).write(message, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static RegisteredSchema avro(String text) {
    return new RegisteredSchema("AVRO", text, false);
  }

  private static RawRecord raw(byte[] value) {
    return new RawRecord("photos", 2, 77, 1234, null, value);
  }

  /** A registry in memory; one without schemas cannot be asked. */
  private record MapRegistry(Map<Integer, RegisteredSchema> schemas) implements SchemaRegistry {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<RegisteredSchema> find(int id) {
      if (schemas == null) {
        throw new IllegalStateException("The registry is away.");
      }
      return Optional.ofNullable(schemas.get(id));
    }

    @Override
    public int register(String subject, Schema schema) {
      throw new UnsupportedOperationException("Images are only read.");
    }

    @Override
    public int lookUp(String subject, Schema schema) {
      throw new UnsupportedOperationException("Images are only read.");
    }
  }
}
