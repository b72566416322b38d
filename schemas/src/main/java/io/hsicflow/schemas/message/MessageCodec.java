package io.hsicflow.schemas.message;

import io.hsicflow.schemas.avro.Control;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.avro.Evaluation;
import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.avro.Snapshot;
import io.hsicflow.schemas.message.UnreadableMessageException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One of our messages to and from an Avro single object: {@code C3 01}, the 8-byte fingerprint of
 * the writer's schema, the data. {@code MessageCodec.IMAGE.decode(bytes)} reads what any released
 * version wrote. Safe for use by several threads.
 */
public final class MessageCodec<T extends SpecificRecordBase> {
  static {
    AvroSafety.apply();
  }

  /** Images to learn from or to embed. */
  public static final MessageCodec<Image> IMAGE =
      new MessageCodec<>(Image.class, Image.getClassSchema());

  /** Embeddings of images. */
  public static final MessageCodec<Embedding> EMBEDDING =
      new MessageCodec<>(Embedding.class, Embedding.getClassSchema());

  /** Records that the gate did not let in. */
  public static final MessageCodec<DeadLetter> DEAD_LETTER =
      new MessageCodec<>(DeadLetter.class, DeadLetter.getClassSchema());

  /** Published snapshots. */
  public static final MessageCodec<Snapshot> SNAPSHOT =
      new MessageCodec<>(Snapshot.class, Snapshot.getClassSchema());

  /** Evaluations of snapshots. */
  public static final MessageCodec<Evaluation> EVALUATION =
      new MessageCodec<>(Evaluation.class, Evaluation.getClassSchema());

  /** Changes that a running job is asked for. */
  public static final MessageCodec<Control> CONTROL =
      new MessageCodec<>(Control.class, Control.getClassSchema());

  private static final List<MessageCodec<?>> ALL =
      List.of(IMAGE, EMBEDDING, DEAD_LETTER, SNAPSHOT, EVALUATION, CONTROL);

  /** Bytes before the data: the marker and the fingerprint. */
  public static final int HEADER_BYTES = 10;

  private static final byte MARKER_1 = (byte) 0xC3;
  private static final byte MARKER_2 = 0x01;

  private final Class<T> type;
  private final Schema schema;
  private final long fingerprint;
  private final Map<Long, Schema> writers = new HashMap<>();
  private final Map<Long, SpecificDatumReader<T>> readers = new HashMap<>();
  private final SpecificDatumWriter<T> writer;

  private MessageCodec(Class<T> type, Schema schema) {
    this.type = type;
    this.schema = schema;
    this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    this.writer = new SpecificDatumWriter<>(type);
    ReleasedSchemas.of(schema.getName()).forEach(this::addWriter);
    addWriter(schema);
  }

  private void addWriter(Schema version) {
    long print = SchemaNormalization.parsingFingerprint64(version);
    writers.put(print, version);
    readers.put(print, reader(version));
  }

  /** Reads what {@code written} wrote as the current schema. */
  SpecificDatumReader<T> reader(Schema written) {
    SpecificDatumReader<T> reader = new SpecificDatumReader<>(type);
    reader.setSchema(written);
    return reader;
  }

  /** The message's current schema. */
  public Schema schema() {
    return schema;
  }

  /** The current schema as others should see it, without what it says to Java alone. */
  public Schema publicSchema() {
    List<Schema> released = ReleasedSchemas.of(schema.getName());
    return released.get(released.size() - 1);
  }

  /** Whether {@code bytes} begin as any Avro single object. */
  public static boolean isSingleObject(byte[] bytes) {
    return bytes != null
        && bytes.length >= HEADER_BYTES
        && bytes[0] == MARKER_1
        && bytes[1] == MARKER_2;
  }

  /**
   * The codec of the message that {@code bytes} begin with, where they are a single object of a
   * known schema.
   */
  public static Optional<MessageCodec<?>> of(byte[] bytes) {
    if (!isSingleObject(bytes)) {
      return Optional.empty();
    }
    long print = fingerprintOf(bytes);
    return ALL.stream().filter(codec -> codec.writers.containsKey(print)).findFirst();
  }

  /** The message as a single object of the current schema. */
  public byte[] encode(T message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.write(MARKER_1);
    out.write(MARKER_2);
    out.writeBytes(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(fingerprint)
            .array());
    return writeBody(message, out);
  }

  /**
   * The message as a value for a schema registry: {@link RegistryFrame}.
   *
   * @param id of the current schema in the registry
   */
  public byte[] encodeFramed(T message, int id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.writeBytes(RegistryFrame.header(id));
    return writeBody(message, out);
  }

  private byte[] writeBody(T message, ByteArrayOutputStream out) {
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      writer.write(message, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("A message could not be written to memory.", e);
    }
    return out.toByteArray();
  }

  /**
   * The message in {@code bytes}.
   *
   * @throws UnreadableMessageException where they hold anything else, with a sentence
   */
  public T decode(byte[] bytes) throws UnreadableMessageException {
    return decode(bytes, SizeLimits.NONE);
  }

  /**
   * The message in {@code bytes}, which come from outside.
   *
   * @throws UnreadableMessageException where they hold anything else, or more than {@code limits},
   *     with a sentence
   */
  public T decode(byte[] bytes, SizeLimits limits) throws UnreadableMessageException {
    Schema written = writerOf(bytes);
    return read(readers.get(fingerprintOf(bytes)), written, bytes, HEADER_BYTES, limits);
  }

  /** The message that {@code written} wrote into {@code bytes} from {@code start} on. */
  T read(SpecificDatumReader<T> reader, Schema written, byte[] bytes, int start, SizeLimits limits)
      throws UnreadableMessageException {
    AvroBounds.check(written, bytes, start, limits);
    try {
      return reader.read(
          null, DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, null));
    } catch (IOException | AvroRuntimeException e) {
      throw new UnreadableMessageException(
          Kind.MALFORMED,
          "The bytes are no readable " + schema.getName() + ": " + e.getMessage() + ".",
          e);
    }
  }

  /**
   * One number of a message without decoding the rest.
   *
   * @param field the name of a field of type long
   * @return empty where {@code bytes} are no such message or end before the field
   */
  public OptionalLong peekLong(byte[] bytes, String field) {
    Schema written = isSingleObject(bytes) ? writers.get(fingerprintOf(bytes)) : null;
    return written == null
        ? OptionalLong.empty()
        : AvroBounds.peekLong(written, bytes, HEADER_BYTES, field);
  }

  /**
   * The schema that {@code bytes} were written with, once it is clear that this codec can read it.
   */
  private Schema writerOf(byte[] bytes) throws UnreadableMessageException {
    if (!isSingleObject(bytes)) {
      throw new UnreadableMessageException(
          Kind.NOT_A_SINGLE_OBJECT,
          "The value"
              + beginning(bytes)
              + " is no Avro single object, which begins with C3 01 and a fingerprint.");
    }
    long print = fingerprintOf(bytes);
    Schema written = writers.get(print);
    if (written != null) {
      return written;
    }
    Optional<MessageCodec<?>> other = of(bytes);
    if (other.isPresent()) {
      throw new UnreadableMessageException(
          Kind.OTHER_SCHEMA,
          "The value is a message of the schema "
              + other.get().schema.getName()
              + ", where "
              + schema.getName()
              + " is expected.");
    }
    throw new UnreadableMessageException(
        Kind.UNKNOWN_SCHEMA,
        "The value is an Avro single object of an unknown schema, fingerprint "
            + String.format("%016x", print)
            + ": no released version of "
            + schema.getName()
            + " has it.");
  }

  /** How {@code bytes} begin, for a sentence. */
  static String beginning(byte[] bytes) {
    if (bytes == null || bytes.length == 0) {
      return ", which is empty,";
    }
    StringBuilder text = new StringBuilder(" that begins with");
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      text.append(String.format(" %02X", bytes[i]));
    }
    return text.toString();
  }

  private static long fingerprintOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
  }
}
