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
    if (count == WINDOW) {
      int oldest = Arrays.binarySearch(sorted, ring[next]);
      System.arraycopy(sorted, oldest + 1, sorted, oldest, WINDOW - 1 - oldest);
      count--;
    }
    int found = Arrays.binarySearch(sorted, 0, count, capturedAt);
    int place = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, place, sorted, place + 1, count - place);
    sorted[place] = capturedAt;
    count++;
    ring[next] = capturedAt;
    next = (next + 1) % WINDOW;
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
