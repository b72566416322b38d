package io.hsicflow.schemas.format;

import io.hsicflow.schemas.record.RawRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The value is the image file itself. The key is its id as UTF-8 text; without a key, or with one
 * that is no text, the id is {@code topic-partition-offset}. The source is the topic, captured-at
 * is Kafka's timestamp.
 */
final class FileImageFormat implements ImageRecordFormat {
  private static final long serialVersionUID = 1L;
  private final FieldLimits limits;

  FileImageFormat(FieldLimits limits) {
    this.limits = limits;
  }

  @Override
  public ImageReading read(RawRecord record) {
    Optional<UnreadableRecord> unfit = RecordChecks.value(record, limits);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    String id = textOf(record.key());
    if (id == null) {
      id = record.topic() + "-" + record.partition() + "-" + record.offset();
    } else if (id.length() > limits.maxTextChars()) {
      return RecordChecks.tooLong("key", id.length(), limits.maxTextChars());
    }
    return new ImageRecord(id, record.topic(), record.timestamp(), null, Map.of(), record.value());
  }

  @Override
  public long capturedAt(RawRecord record) {
    return record.timestamp();
  }

  /**
   * The key as text, or null: a key of control characters, such as a number's bytes, is no text.
   */
  private static String textOf(byte[] key) {
    if (key == null || key.length == 0) {
      return null;
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException notText) {
      return null;
    }
    return text.isBlank() || text.chars().anyMatch(Character::isISOControl) ? null : text;
  }
}
