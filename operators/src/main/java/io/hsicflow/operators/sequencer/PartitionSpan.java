package io.hsicflow.operators.sequencer;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A partition that takes part in the rotation, and the records that will be read from it. Where the
 * log ends with offsets that hold no record (marks of transactions, compaction), the last record
 * does not reach the stop offset: the partition then leaves the turn at the end of the input, and
 * what waits for it until then must fit the bounds.
 *
 * @param startOffset the first offset that is read
 * @param stopOffset one more than the offset of the last record that is read, or {@link #UNBOUNDED}
 */
public record PartitionSpan(String topic, int partition, long startOffset, long stopOffset)
    implements Serializable, Comparable<PartitionSpan> {

  /** The stop offset of a partition that is read for ever. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  private static final long serialVersionUID = 1L;
  private static final Comparator<PartitionSpan> BY_NAME =
      Comparator.comparing(PartitionSpan::topic).thenComparingInt(PartitionSpan::partition);

  /** The partition as messages and state name it. */
  public String name() {
    return nameOf(topic, partition);
  }

  /** Whether nothing is read from it, so that it never has a turn. */
  public boolean isEmpty() {
    return startOffset >= stopOffset;
  }

  /** By topic, then partition number: the order of the turn. */
  @Override
  public int compareTo(PartitionSpan other) {
    return BY_NAME.compare(this, other);
  }

  static String nameOf(String topic, int partition) {
    return topic + "-" + partition;
  }
}
