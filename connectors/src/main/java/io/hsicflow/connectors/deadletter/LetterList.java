package io.hsicflow.connectors.deadletter;

import io.hsicflow.connectors.kafka.RecordPlace;
import java.util.List;

/**
 * Dead letters of a topic.
 *
 * @param entries oldest first
 * @param unreadable the records of the topic that are no dead letters, or name no place that a
 *     record can have
 */
public record LetterList(List<LetterEntry> entries, List<RecordPlace> unreadable) {
  public LetterList {
    entries = List.copyOf(entries);
    unreadable = List.copyOf(unreadable);
  }
}
