package io.hsicflow.connectors.deadletter;

import java.time.Instant;
import java.util.Set;

/**
 * Which dead letters are meant.
 *
 * @param reasons their codes; empty for all
 * @param from written then or later; null for any time
 * @param to written before then; null for any time
 * @param count so many at most, the oldest ones
 */
public record LetterFilter(Set<String> reasons, Instant from, Instant to, int count) {
  public LetterFilter {
    reasons = Set.copyOf(reasons);
    if (count < 1) {
      throw new IllegalArgumentException(
          "The count of dead letters is " + count + ", but must be 1 at least.");
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "No dead letter lies between " + from + " and " + to + ": the first must be earlier.");
    }
  }

  /** All letters. */
  public static LetterFilter all() {
    return new LetterFilter(Set.of(), null, null, Integer.MAX_VALUE);
  }

  /** The same for these reasons only. */
  public LetterFilter withReasons(Set<String> newReasons) {
    return new LetterFilter(newReasons, from, to, count);
  }

  /** The same for so many at most. */
  public LetterFilter withCount(int newCount) {
    return new LetterFilter(reasons, from, to, newCount);
  }

  /** Whether reason and time fit; the count is its caller's to keep. */
  boolean takes(LetterEntry entry) {
    return (reasons.isEmpty() || reasons.contains(entry.reason()))
        && (from == null || !entry.rejectedAt().isBefore(from))
        && (to == null || entry.rejectedAt().isBefore(to));
  }
}
