package io.hsicflow.schemas.format;

import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.message.SizeLimits;
import io.hsicflow.schemas.message.UnreadableMessageException;
import io.hsicflow.schemas.record.RawRecord;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** The value is the message Image, in one wire form or the other; the key is not looked at. */
final class AvroImageFormat implements ImageRecordFormat {
  private static final long serialVersionUID = 1L;

  /** The most bytes that a UTF-16 unit takes in UTF-8. */
  private static final int BYTES_PER_CHAR = 3;

  private final ImageWire wire;
  private final FieldLimits limits;

  AvroImageFormat(ImageWire wire, FieldLimits limits) {
    this.wire = wire;
    this.limits = limits;
  }

  @Override
  public ImageReading read(RawRecord record) {
    Optional<UnreadableRecord> unfit = RecordChecks.value(record, limits);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    Image image;
    try {
      image = wire.decode(record.value(), sizeLimits());
    } catch (UnreadableMessageException e) {
      return new UnreadableRecord(reasonOf(e.kind()), e.getMessage());
    }
    return unfitField(image)
        .<ImageReading>map(reason -> reason)
        .orElseGet(() -> fields(image, record));
  }

  /** Looser than the limits of single fields, and checked before a field is made. */
  private SizeLimits sizeLimits() {
    long chars = Math.max(limits.maxTextChars(), limits.maxAttributeChars());
    int bytes = (int) Math.min(Integer.MAX_VALUE, chars * BYTES_PER_CHAR);
    return new SizeLimits(bytes, limits.maxAttributes());
  }

  private static ImageRecord fields(Image image, RawRecord record) {
    String source = image.getSource().isEmpty() ? record.topic() : image.getSource();
    return new ImageRecord(
        image.getId(),
        source,
        image.getCapturedAt().toEpochMilli(),
        image.getLabel(),
        image.getAttributes(),
        bytesOf(image.getImage()));
  }

  private Optional<UnreadableRecord> unfitField(Image image) {
    if (image.getId().isEmpty()) {
      return Optional.of(empty("id"));
    }
    if (!image.getImage().hasRemaining()) {
      return Optional.of(empty("image"));
    }
    return tooLong("id", image.getId())
        .or(() -> tooLong("source", image.getSource()))
        .or(() -> tooLong("label", image.getLabel()))
        .or(() -> unfitAttributes(image.getAttributes()));
  }

  private Optional<UnreadableRecord> tooLong(String field, String text) {
    return text == null || text.length() <= limits.maxTextChars()
        ? Optional.empty()
        : Optional.of(RecordChecks.tooLong(field, text.length(), limits.maxTextChars()));
  }

  private Optional<UnreadableRecord> unfitAttributes(Map<String, String> attributes) {
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      int longest = Math.max(attribute.getKey().length(), attribute.getValue().length());
      if (longest > limits.maxAttributeChars()) {
        return Optional.of(
            RecordChecks.tooLong("longest attribute", longest, limits.maxAttributeChars()));
      }
    }
    return Optional.empty();
  }

  @Override
  public long capturedAt(RawRecord record) {
    // One step of the walk, no decoding: the schema has this field before the image's bytes.
    return wire.peekLong(record.value(), "capturedAt").orElse(record.timestamp());
  }

  private static UnreadableRecord empty(String field) {
    return new UnreadableRecord(
        RecordReason.FIELD_EMPTY, "The field " + field + " of the record is empty.");
  }

  private static RecordReason reasonOf(UnreadableMessageException.Kind kind) {
    return switch (kind) {
      case NOT_A_SINGLE_OBJECT, NOT_FRAMED -> RecordReason.NOT_AVRO;
      case UNKNOWN_SCHEMA, OTHER_SCHEMA -> RecordReason.UNKNOWN_SCHEMA;
      case INCOMPATIBLE_SCHEMA -> RecordReason.INCOMPATIBLE_SCHEMA;
      case MALFORMED -> RecordReason.MALFORMED;
      case TOO_LARGE -> RecordReason.FIELD_TOO_LONG;
    };
  }

  private static byte[] bytesOf(ByteBuffer buffer) {
    if (buffer.hasArray()
        && buffer.arrayOffset() == 0
        && buffer.array().length == buffer.remaining()) {
      return buffer.array();
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }
}
