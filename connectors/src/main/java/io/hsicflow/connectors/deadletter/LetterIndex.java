package io.hsicflow.connectors.deadletter;

import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.UnreadableMessageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All letters of a topic without their bytes, and which of them were published again. */
final class LetterIndex {
  private static final Comparator<LetterEntry> OLDEST_FIRST =
      Comparator.comparing(LetterEntry::rejectedAt)
          .thenComparing(entry -> entry.letter().partition())
          .thenComparing(entry -> entry.letter().offset());

  private final List<LetterEntry> entries = new ArrayList<>();
  private final RedriveLedger ledger = new RedriveLedger();
  private final List<RecordPlace> unreadable = new ArrayList<>();

  /** Takes in one record of the topic. */
  void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      ledger.read(record);
      return;
    }
    try {
      LetterEntry entry = entry(record, MessageCodec.DEAD_LETTER.decode(record.value()));
      if (entry.original().isPossible()) {
        entries.add(entry);
      } else {
        unreadable.add(entry.letter());
      }
    } catch (UnreadableMessageException e) {
      // Told to the user: the topic may hold what others wrote.
      unreadable.add(placeOf(record));
    }
  }

  static RecordPlace placeOf(ConsumerRecord<byte[], byte[]> record) {
    return new RecordPlace(record.topic(), record.partition(), record.offset());
  }

  static LetterEntry entry(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
    return new LetterEntry(
        placeOf(record),
        Instant.ofEpochMilli(record.timestamp()),
        new RecordPlace(letter.getTopic(), letter.getPartition(), letter.getOffset()),
        letter.getTimestamp().toEpochMilli(),
        letter.getReasonCode(),
        letter.getMessage(),
        letter.getKeySize(),
        letter.getValueSize(),
        (letter.getKeySize() < 0 || letter.getKey() != null)
            && (letter.getValueSize() < 0 || letter.getValue() != null),
        letter.getRedrivenFrom(),
        false);
  }

  /** The letters, oldest first. */
  List<LetterEntry> entries() {
    return entries.stream()
        .map(entry -> ledger.has(entry) ? entry.asRedriven() : entry)
        .sorted(OLDEST_FIRST)
        .toList();
  }

  /** The records of the topic that are no dead letters, or name no place that a record can have. */
  List<RecordPlace> unreadable() {
    return List.copyOf(unreadable);
  }
}
