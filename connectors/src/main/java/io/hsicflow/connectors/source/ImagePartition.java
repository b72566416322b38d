package io.hsicflow.connectors.source;

import java.io.Serializable;
import java.util.Comparator;

/**
 * One partition of a run whose partitions are fixed, with the offsets that the run reads.
 *
 * @param start the first offset that is read
 * @param stop the first offset that is not read, {@link #NO_STOP} for a partition without end
 * @param last the offset of the last record before {@code stop}, {@link #EMPTY} where the partition
 *     gives none; offsets between it and {@code stop} are markers of transactions or were cleaned
 *     away
 */
public record ImagePartition(String topic, int partition, long start, long stop, long last)
    implements Serializable, Comparable<ImagePartition> {
  private static final long serialVersionUID = 1L;

  /** A partition without end. */
  public static final long NO_STOP = Long.MAX_VALUE;

  /** A partition without a record to read; also the last offset of one without end. */
  public static final long EMPTY = -1;

  private static final Comparator<ImagePartition> TURN =
      Comparator.comparing(ImagePartition::topic).thenComparingInt(ImagePartition::partition);

  /** Whether the partition has an end in this run. */
  public boolean isBounded() {
    return stop != NO_STOP;
  }

  /** Whether it has an end and no record before it: it never takes a turn. */
  public boolean isEmpty() {
    return isBounded() && last == EMPTY;
  }

  /** By topic, then partition: the turn of rotation order. */
  @Override
  public int compareTo(ImagePartition other) {
    return TURN.compare(this, other);
  }
}
