package io.hsicflow.connectors.deadletter;

import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.UnreadableMessageException;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A dead letter with its bytes.
 *
 * @param entry what it is
 * @param letter all of it
 */
public record StoredLetter(LetterEntry entry, DeadLetter letter) {

  /**
   * The letter in {@code record}.
   *
   * @throws IllegalStateException where it is none
   */
  static StoredLetter of(ConsumerRecord<byte[], byte[]> record) {
    try {
      DeadLetter letter = MessageCodec.DEAD_LETTER.decode(record.value());
      return new StoredLetter(LetterIndex.entry(record, letter), letter);
    } catch (UnreadableMessageException e) {
      RecordPlace place = LetterIndex.placeOf(record);
      throw new IllegalStateException(place + " is no dead letter: " + e.getMessage(), e);
    }
  }

  /** The original key, or null where there was none or it was not kept. */
  public byte[] originalKey() {
    return bytes(letter.getKey());
  }

  /** The original value, or null where there was none or it was not kept. */
  public byte[] originalValue() {
    return bytes(letter.getValue());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
