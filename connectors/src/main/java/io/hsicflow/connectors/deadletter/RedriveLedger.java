package io.hsicflow.connectors.deadletter;

import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.connectors.kafka.RedriveMark;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Which originals were published again. It stands in the dead letters' own topic, behind the
 * letters: an entry is a record without value, keyed like the letters that it settles, written in
 * one transaction with the original. A consumer group's offsets would not do: brokers forget them a
 * week after the last commit, they have no place for letters that a filter left out, and both roles
 * may have written a letter of one record.
 */
final class RedriveLedger {
  private static final String TIMESTAMP = "hsicflow-original-timestamp";

  private final Set<String> originals = new HashSet<>();

  static String id(String place, long timestamp) {
    return place + "@" + timestamp;
  }

  /** The entry that says that the original of {@code letter} was published again. */
  static ProducerRecord<byte[], byte[]> entry(LetterEntry letter) {
    RecordPlace place = letter.letter();
    ProducerRecord<byte[], byte[]> entry =
        new ProducerRecord<>(
            place.topic(), place.partition(), bytes(letter.original().toString()), null);
    entry.headers().add(RedriveMark.of(place));
    entry
        .headers()
        .add(new RecordHeader(TIMESTAMP, bytes(Long.toString(letter.originalTimestamp()))));
    return entry;
  }

  /** Takes in a record without value; one that is no entry says nothing. */
  void read(ConsumerRecord<byte[], byte[]> record) {
    Header timestamp = record.headers().lastHeader(TIMESTAMP);
    if (record.key() != null
        && timestamp != null
        && timestamp.value() != null
        && RedriveMark.in(record.headers()) != null) {
      originals.add(text(record.key()) + "@" + text(timestamp.value()));
    }
  }

  boolean has(LetterEntry letter) {
    return originals.contains(letter.originalId());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
