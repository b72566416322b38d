package io.hsicflow.connectors.deadletter;

import io.hsicflow.connectors.kafka.RecordPlace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose originals are published again.
 *
 * @param letters one for each original, oldest first
 * @param notKept originals whose bytes were too large to be kept
 * @param redrivenBefore letters that fit the filter and whose originals were published before
 * @param repeated further letters of originals that are chosen
 * @param unreadable records of the topic that are no dead letters
 */
public record RedriveChoice(
    List<LetterEntry> letters,
    List<RecordPlace> notKept,
    int redrivenBefore,
    int repeated,
    int unreadable) {
  public RedriveChoice {
    letters = List.copyOf(letters);
    notKept = List.copyOf(notKept);
  }

  static RedriveChoice of(LetterIndex index, LetterFilter filter) {
    List<LetterEntry> letters = new ArrayList<>();
    List<RecordPlace> notKept = new ArrayList<>();
    Set<String> originals = new HashSet<>();
    int redrivenBefore = 0;
    int repeated = 0;
    for (LetterEntry entry : index.entries()) {
      if (!filter.takes(entry)) {
        continue;
      }
      if (entry.redriven()) {
        redrivenBefore++;
      } else if (!originals.add(entry.originalId())) {
        repeated++;
      } else if (!entry.whole()) {
        notKept.add(entry.original());
      } else if (letters.size() < filter.count()) {
        letters.add(entry);
      }
    }
    return new RedriveChoice(letters, notKept, redrivenBefore, repeated, index.unreadable());
  }
}
