package io.hsicflow.connectors.deadletter;

import java.util.List;

/**
 * Dead letters of a topic.
 *
 * @param entries oldest first
 * @param unreadable how many records of the topic are no dead letters
 */
public record LetterList(List<LetterEntry> entries, int unreadable) {
  public LetterList {
    entries = List.copyOf(entries);
  }
}
