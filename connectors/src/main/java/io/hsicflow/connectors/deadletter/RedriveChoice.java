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
 * @param ofOtherTopics originals of topics that the job does not read
 * @param notKept originals whose bytes were too large to be kept
 * @param redrivenBefore letters that fit the filter and whose originals were published before
 * @param repeated further letters of originals that are chosen
 * @param unreadable records of the topic that are no dead letters, or name no place that a record
 *     can have
 */
public record RedriveChoice(
    List<LetterEntry> letters,
    List<RecordPlace> ofOtherTopics,
    List<RecordPlace> notKept,
    int redrivenBefore,
    int repeated,
    List<RecordPlace> unreadable) {
  public RedriveChoice {
    letters = List.copyOf(letters);
    ofOtherTopics = List.copyOf(ofOtherTopics);
    notKept = List.copyOf(notKept);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * The choice among all letters.
   *
   * @param topics those that may be published to: whoever writes to the dead letters' topic can
   *     name any other
   */
  static RedriveChoice of(LetterIndex index, LetterFilter filter, Set<String> topics) {
    List<LetterEntry> letters = new ArrayList<>();
    List<RecordPlace> ofOtherTopics = new ArrayList<>();
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
      } else if (!topics.contains(entry.original().topic())) {
        ofOtherTopics.add(entry.original());
      } else if (!entry.whole()) {
        notKept.add(entry.original());
      } else if (letters.size() < filter.count()) {
        letters.add(entry);
      }
    }
    return new RedriveChoice(
        letters, ofOtherTopics, notKept, redrivenBefore, repeated, index.unreadable());
  }
}
