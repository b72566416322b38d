package io.hsicflow.schemas.message;

import io.hsicflow.schemas.message.UnreadableMessageException.Kind;
import java.util.List;
import java.util.OptionalLong;
import org.apache.avro.Schema;

/**
 * Walks Avro data once by its schema without allocating: every claimed length must lie within the
 * bytes that are there, every choice within its union, and nothing may follow the end. What passes
 * can be decoded without surprise.
 */
final class AvroBounds {
  private final byte[] bytes;
  private final SizeLimits limits;
  private int position;

  private AvroBounds(byte[] bytes, int position, SizeLimits limits) {
    this.bytes = bytes;
    this.position = position;
    this.limits = limits;
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
    walk.skip(schema, schema.getName());
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
              ? OptionalLong.of(walk.readLong(name))
              : OptionalLong.empty();
        }
        walk.skip(field.schema(), field.name());
      }
      return OptionalLong.empty();
    } catch (UnreadableMessageException damaged) {
      // The gate reads the same bytes and rejects them with this reason; here only the number is
      // missing.
      return OptionalLong.empty();
    }
  }

  private void skip(Schema schema, String path) throws UnreadableMessageException {
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN -> advance(1, path);
      case INT -> readInt(path);
      case LONG -> readLong(path);
      case FLOAT -> advance(4, path);
      case DOUBLE -> advance(8, path);
      case BYTES -> advance(readLong(path), path);
      case STRING -> skipText(path);
      case FIXED -> advance(schema.getFixedSize(), path);
      case ENUM -> choice(schema.getEnumSymbols(), path);
      case UNION -> skip(choice(schema.getTypes(), path), path);
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          skip(field.schema(), path + "." + field.name());
        }
      }
      case ARRAY -> skipBlocks(null, schema.getElementType(), path);
      case MAP -> skipBlocks(Schema.Type.STRING, schema.getValueType(), path);
    }
  }

  /**
   * Arrays and maps come in blocks: a count, or a negative count and the block's size, until a
   * count of 0.
   */
  private void skipBlocks(Schema.Type key, Schema value, String path)
      throws UnreadableMessageException {
    long all = 0;
    for (long count = readLong(path); count != 0; count = readLong(path)) {
      long items = count;
      long end = -1;
      if (count < 0) {
        items = -count;
        long size = readLong(path);
        requireWithin(size, path);
        end = position + size;
      }
      // Each item of our schemas takes a byte at least, so a larger count cannot be true.
      requireWithin(items, path);
      all += items;
      if (all > limits.maxItems()) {
        throw tooLarge(path + " has " + all + " entries, the limit is " + limits.maxItems() + ".");
      }
      for (long i = 0; i < items; i++) {
        if (key != null) {
          skipText(path);
        }
        skip(value, path);
      }
      if (end >= 0 && end != position) {
        throw malformed("A block of " + path + " does not end where its size says.");
      }
    }
  }

  private void skipText(String path) throws UnreadableMessageException {
    long size = readLong(path);
    requireWithin(size, path);
    if (size > limits.maxTextBytes()) {
      throw tooLarge(
          path + " has a text of " + size + " bytes, the limit is " + limits.maxTextBytes() + ".");
    }
    position += (int) size;
  }

  private <T> T choice(List<T> choices, String path) throws UnreadableMessageException {
    long index = readLong(path);
    if (index < 0 || index >= choices.size()) {
      throw malformed(
          path + " takes choice " + index + " of " + choices.size() + ", counted from 0.");
    }
    return choices.get((int) index);
  }

  private void readInt(String path) throws UnreadableMessageException {
    long value = readLong(path);
    if (value != (int) value) {
      throw malformed(path + " is " + value + ", which is no 32-bit number.");
    }
  }

  private long readLong(String path) throws UnreadableMessageException {
    long raw = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      advance(1, path);
      byte b = bytes[position - 1];
      raw |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw malformed(path + " has a number of more than 10 bytes.");
  }

  private void advance(long size, String path) throws UnreadableMessageException {
    requireWithin(size, path);
    position += (int) size;
  }

  private void requireWithin(long size, String path) throws UnreadableMessageException {
    int left = bytes.length - position;
    if (size < 0 || size > left) {
      throw malformed(path + " claims " + size + " bytes, but " + left + " are left.");
    }
  }

  private static UnreadableMessageException tooLarge(String message) {
    return new UnreadableMessageException(Kind.TOO_LARGE, message);
  }

  private static UnreadableMessageException malformed(String message) {
    return new UnreadableMessageException(Kind.MALFORMED, message);
  }
}
