package io.hsicflow.schemas.message;

import io.hsicflow.schemas.message.UnreadableMessageException.Kind;
import io.hsicflow.schemas.registry.RegisteredSchema;
import io.hsicflow.schemas.registry.SchemaRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Reads one of our messages from {@linkplain RegistryFrame framed} values, whatever schema of a
 * registry wrote them: what Avro can resolve to our schema is read, anything else is unreadable.
 * Safe for use by several threads. Throws {@link IllegalStateException} where the registry cannot
 * be asked for a schema that was not met before.
 */
public final class FramedMessages<T extends SpecificRecordBase> {
  /** Far more than a topic has. What is forgotten is judged again. */
  private static final int MOST_WRITERS = 1_000;

  private final MessageCodec<T> codec;
  private final SchemaRegistry registry;
  private final Map<Integer, Writer<T>> writers = new ConcurrentHashMap<>();

  /** Messages of {@code codec} by that registry. */
  public FramedMessages(MessageCodec<T> codec, SchemaRegistry registry) {
    this.codec = codec;
    this.registry = registry;
  }

  /** A writer's schema and the reader for it, or the sentence that says why there is none. */
  private record Writer<T>(Schema schema, SpecificDatumReader<T> reader, String objection) {}

  /**
   * The message in {@code bytes}, which come from outside.
   *
   * @throws UnreadableMessageException where they hold anything else, or more than {@code limits},
   *     with a sentence
   */
  public T decode(byte[] bytes, SizeLimits limits) throws UnreadableMessageException {
    if (!RegistryFrame.isFramed(bytes)) {
      throw new UnreadableMessageException(
          Kind.NOT_FRAMED,
          "The value"
              + MessageCodec.beginning(bytes)
              + " is not framed for a schema registry, which is a zero byte and four bytes of a schema's id.");
    }
    int id = RegistryFrame.id(bytes);
    Writer<T> writer = writer(id);
    if (writer == null) {
      throw new UnreadableMessageException(
          Kind.UNKNOWN_SCHEMA, "The schema registry has no schema of id " + id + ".");
    }
    if (writer.objection() != null) {
      throw new UnreadableMessageException(Kind.INCOMPATIBLE_SCHEMA, writer.objection());
    }
    return codec.read(writer.reader(), writer.schema(), bytes, RegistryFrame.HEADER_BYTES, limits);
  }

  /**
   * One number of a message without decoding the rest.
   *
   * @param field the name of a field that the writer's schema has as a long
   * @return empty where {@code bytes} are no such message or end before the field
   */
  public OptionalLong peekLong(byte[] bytes, String field) {
    Writer<T> writer = RegistryFrame.isFramed(bytes) ? writer(RegistryFrame.id(bytes)) : null;
    return writer == null || writer.objection() != null
        ? OptionalLong.empty()
        : AvroBounds.peekLong(writer.schema(), bytes, RegistryFrame.HEADER_BYTES, field);
  }

  /**
   * Null where the registry has no such schema: it may have one later. No registry gives ids below
   * 0, which chance bytes have; it is not asked for them.
   */
  private Writer<T> writer(int id) {
    if (id < 0) {
      return null;
    }
    Writer<T> known = writers.get(id);
    if (known != null) {
      return known;
    }
    Optional<RegisteredSchema> registered = registry.find(id);
    if (registered.isEmpty()) {
      return null;
    }
    Writer<T> writer = judge(id, registered.get());
    if (writers.size() >= MOST_WRITERS) {
      writers.clear();
    }
    writers.put(id, writer);
    return writer;
  }

  private Writer<T> judge(int id, RegisteredSchema registered) {
    try {
      Schema schema = WriterSchema.judge(id, registered, codec.schema());
      return new Writer<>(schema, codec.reader(schema), null);
    } catch (WriterSchema.Unfit e) {
      return new Writer<>(null, null, e.getMessage());
    }
  }
}
