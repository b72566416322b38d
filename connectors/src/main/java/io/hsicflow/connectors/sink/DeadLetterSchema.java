package io.hsicflow.connectors.sink;

import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.RejectedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A rejected record as a dead letter: with its original bytes where key and value together fit
 * {@code maxBytes}, else with their sizes and the value's SHA-256.
 */
public final class DeadLetterSchema implements KafkaRecordSerializationSchema<RejectedRecord> {
  private static final long serialVersionUID = 1L;
  private final String topic;
  private final int maxBytes;

  /**
   * Letters for that topic.
   *
   * @param maxBytes the most original bytes that a letter carries
   */
  public DeadLetterSchema(String topic, int maxBytes) {
    this.topic = topic;
    this.maxBytes = maxBytes;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      RejectedRecord record, KafkaSinkContext context, Long timestamp) {
    String key = new RecordPlace(record.topic(), record.partition(), record.offset()).toString();
    return new ProducerRecord<>(
        topic,
        key.getBytes(StandardCharsets.UTF_8),
        MessageCodec.DEAD_LETTER.encode(letter(record)));
  }

  private DeadLetter letter(RejectedRecord record) {
    byte[] key = record.key();
    byte[] value = record.value();
    boolean fits = (long) length(key) + length(value) <= maxBytes;
    boolean keepKey = key != null && (fits || key.length <= DeadLetterLimits.KEY_BYTES);
    return DeadLetter.newBuilder()
        .setTopic(record.topic())
        .setPartition(record.partition())
        .setOffset(record.offset())
        .setTimestamp(Instant.ofEpochMilli(record.timestamp()))
        .setReasonCode(cut(record.reasonCode(), DeadLetterLimits.REASON_CHARS))
        .setMessage(cut(record.message(), DeadLetterLimits.MESSAGE_CHARS))
        .setKey(keepKey ? ByteBuffer.wrap(key) : null)
        .setValue(fits && value != null ? ByteBuffer.wrap(value) : null)
        .setKeySize(key == null ? -1 : key.length)
        .setValueSize(value == null ? -1 : value.length)
        .setValueSha256(fits || value == null ? null : sha256(value))
        .setRedrivenFrom(record.redrivenFrom())
        .build();
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static String cut(String text, int chars) {
    return text.length() <= chars ? text : text.substring(0, chars - 3) + "...";
  }

  private static String sha256(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256, but this one says it does not.", e);
    }
  }
}
