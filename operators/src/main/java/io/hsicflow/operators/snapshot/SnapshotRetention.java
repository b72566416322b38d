package io.hsicflow.operators.snapshot;

import java.util.List;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Which snapshots are to stay: the newest ones, some by their steps, and pinned ones. Those that a
 * pointer names and the best one stay whatever this says.
 *
 * @param keep how many of the newest stay, counted apart for those that were held back; 0 for all
 * @param everySteps snapshots of a step divisible by it stay; 0 for none
 * @param pinned digests, or their first 12 digits or more, of snapshots that stay
 * @param best the result whose best snapshot stays
 */
public record SnapshotRetention(
    int keep, long everySteps, List<String> pinned, EvaluationMetric best) {

  /** Checks the numbers. */
  public SnapshotRetention {
    if (keep < 0 || everySteps < 0) {
      throw new IllegalArgumentException(
          "%s and %s must be 0 or more; they are %d and %d."
              .formatted(
                  SnapshotOptions.KEEP.key(),
                  SnapshotOptions.KEEP_EVERY_STEPS.key(),
                  keep,
                  everySteps));
    }
    for (String digest : pinned) {
      if (!SnapshotStore.isDigest(digest)) {
        throw new IllegalArgumentException(
            "'"
                + digest
                + "' in "
                + SnapshotOptions.PINNED.key()
                + " is no digest: give the first 12 to all 64 hexadecimal digits of one.");
      }
    }
    pinned = List.copyOf(pinned);
  }

  /**
   * As the options say.
   *
   * @throws IllegalArgumentException with a sentence where one of them cannot be
   */
  public static SnapshotRetention of(ReadableConfig config) {
    return new SnapshotRetention(
        config.get(SnapshotOptions.KEEP),
        config.get(SnapshotOptions.KEEP_EVERY_STEPS),
        config.get(SnapshotOptions.PINNED),
        ReleaseRule.metric(config));
  }

  /** Whether anything may go. */
  public boolean isOn() {
    return keep > 0;
  }

  /** Whether {@code entry} is pinned. */
  boolean pins(SnapshotEntry entry) {
    return pinned.stream()
        .anyMatch(digest -> entry.digest().startsWith(digest) || digest.startsWith(entry.digest()));
  }
}
