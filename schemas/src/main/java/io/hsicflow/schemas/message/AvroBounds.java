package io.hsicflow.schemas.message;

import io.hsicflow.schemas.message.UnreadableMessageException.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.apache.avro.Schema;

/**
 * Walks Avro data once by its schema: every claimed length must lie within the bytes that are
 * there, every choice within its union, and nothing may follow the end. What passes can be decoded
 * without surprise. The walk is bounded by the number of bytes: a foreign schema may have values
 * that take none, such as an array of a billion nulls.
 */
final class AvroBounds {
  /** Values that a datum may have for each of its bytes; those of our schemas take one at least. */
  private static final int VALUES_A_BYTE = 4;

  private final byte[] bytes;
  private final SizeLimits limits;

  /** Names of the record and of the fields in it down to the value at hand. */
  private final Deque<String> path = new ArrayDeque<>();

  private int position;
  private long valuesLeft;

  private AvroBounds(byte[] bytes, int position, SizeLimits limits) {
    this.bytes = bytes;
    this.position = position;
    this.limits = limits;
    this.valuesLeft = WriterSchema.MOST_FIELDS + (long) VALUES_A_BYTE * (bytes.length - position);
  }

  /**
   * Checks that {@code bytes} from {@code start} to their end are one datum of {@code schema}, with
   * no text or collection beyond {@code limits}.
   *
   * @throws UnreadableMessageException where they are not, with the field and the value that was
   *     wrong
   */
  static void check(Schema schema, byte[] bytes, int start, SizeLimits limits)
      throws UnreadableMessageException {
    AvroBounds walk = new AvroBounds(bytes, start, limits);
    walk.skipNamed(schema, schema.getName());
    if (walk.position != bytes.length) {
      throw malformed(
          (bytes.length - walk.position) + " bytes follow the end of " + schema.getName() + ".");
    }
  }

  /**
   * The number in the field {@code name} of a record, reading no further than it.
   *
   * @return empty where the record has no such number or the data ends before it
   */
  static OptionalLong peekLong(Schema schema, byte[] bytes, int start, String name) {
    AvroBounds walk = new AvroBounds(bytes, start, SizeLimits.NONE);
    try {
      for (Schema.Field field : schema.getFields()) {
        if (field.name().equals(name)) {
          return field.schema().getType() == Schema.Type.LONG
              ? OptionalLong.of(walk.readLong())
              : OptionalLong.empty();
        }
        walk.skipNamed(field.schema(), field.name());
      }
      return OptionalLong.empty();
    } catch (UnreadableMessageException damaged) {
      // The gate reads the same bytes and rejects them with this reason; here only the number is
      // missing.
      return OptionalLong.empty();
    }
  }

  private void skipNamed(Schema schema, String name) throws UnreadableMessageException {
    path.addLast(name);
    skip(schema);
    path.removeLast();
  }

  private void skip(Schema schema) throws UnreadableMessageException {
    if (--valuesLeft < 0) {
      throw tooLarge(place() + " has more values than its bytes can be taken for.");
    }
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN -> advance(1);
      case INT -> readInt();
      case LONG -> readLong();
      case FLOAT -> advance(4);
      case DOUBLE -> advance(8);
      case BYTES -> advance(readLong());
      case STRING -> skipText();
      case FIXED -> advance(schema.getFixedSize());
      case ENUM -> choice(schema.getEnumSymbols());
      case UNION -> skip(choice(schema.getTypes()));
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          skipNamed(field.schema(), field.name());
        }
      }
      case ARRAY -> skipBlocks(null, schema.getElementType());
      case MAP -> skipBlocks(Schema.Type.STRING, schema.getValueType());
    }
  }

  /**
   * Arrays and maps come in blocks: a count, or a negative count and the block's size, until a
   * count of 0.
   */
  private void skipBlocks(Schema.Type key, Schema value) throws UnreadableMessageException {
    long all = 0;
    for (long count = readLong(); count != 0; count = readLong()) {
      long items = count;
      long end = -1;
      if (count < 0) {
        items = -count;
        long size = readLong();
        requireWithin(size);
        end = position + size;
      }
      // No schema of ours has items without a byte: a larger count cannot be true.
      requireWithin(items);
      all += items;
      if (all > limits.maxItems()) {
        throw tooLarge(
            place() + " has " + all + " entries, the limit is " + limits.maxItems() + ".");
      }
      for (long i = 0; i < items; i++) {
        if (key != null) {
          skipText();
        }
        skip(value);
      }
      if (end >= 0 && end != position) {
        throw malformed("A block of " + place() + " does not end where its size says.");
      }
    }
  }

  private void skipText() throws UnreadableMessageException {
    long size = readLong();
    requireWithin(size);
    if (size > limits.maxTextBytes()) {
      throw tooLarge(
          place()
              + " has a text of "
              + size
              + " bytes, the limit is "
              + limits.maxTextBytes()
              + ".");
    }
    position += (int) size;
  }

  private <T> T choice(List<T> choices) throws UnreadableMessageException {
    long index = readLong();
    if (index < 0 || index >= choices.size()) {
      throw malformed(
          place() + " takes choice " + index + " of " + choices.size() + ", counted from 0.");
    }
    return choices.get((int) index);
  }

  private void readInt() throws UnreadableMessageException {
    long value = readLong();
    if (value != (int) value) {
      throw malformed(place() + " is " + value + ", which is no 32-bit number.");
    }
  }

  private long readLong() throws UnreadableMessageException {
    long raw = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      advance(1);
      byte b = bytes[position - 1];
      raw |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw malformed(place() + " has a number of more than 10 bytes.");
  }

  private void advance(long size) throws UnreadableMessageException {
    requireWithin(size);
    position += (int) size;
  }

  private void requireWithin(long size) throws UnreadableMessageException {
    int left = bytes.length - position;
    if (size < 0 || size > left) {
      throw malformed(place() + " claims " + size + " bytes, but " + left + " are left.");
    }
  }

  private String place() {
    return String.join(".", path);
  }

  private static UnreadableMessageException tooLarge(String message) {
    return new UnreadableMessageException(Kind.TOO_LARGE, message);
  }

  private static UnreadableMessageException malformed(String message) {
    return new UnreadableMessageException(Kind.MALFORMED, message);
  }
}
