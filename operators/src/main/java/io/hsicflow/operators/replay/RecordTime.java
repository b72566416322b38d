package io.hsicflow.operators.replay;

import java.util.Arrays;

/**
 * The present by the records alone: the median of when the last fresh images were captured. No
 * clock is asked, so that a stream that is read again ages its images alike, and records that say
 * that they come from the future, however far, do not move it while they are a minority.
 */
final class RecordTime {

  /** So many fresh images are looked at. */
  static final int WINDOW = 101;

  private final long[] ring = new long[WINDOW];
  private final long[] sorted = new long[WINDOW];
  private int count;
  private int next;
  private long now = Long.MIN_VALUE;

  /** Takes when a fresh image was captured. */
  void take(long capturedAt) {
    ring[next] = capturedAt;
    next = (next + 1) % WINDOW;
    count = Math.min(count + 1, WINDOW);
    System.arraycopy(ring, 0, sorted, 0, count);
    Arrays.sort(sorted, 0, count);
    now = sorted[(count - 1) / 2];
  }

  /** The present, milliseconds since 1970; before the first image the beginning of time. */
  long now() {
    return now;
  }

  /** What was taken last, the latest last. */
  long[] recent() {
    long[] recent = new long[count];
    for (int i = 0; i < count; i++) {
      recent[i] = ring[Math.floorMod(next - count + i, WINDOW)];
    }
    return recent;
  }
}
