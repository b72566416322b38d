package io.hsicflow.pipeline.chaos;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;

/** How often each record of a {@link PictureStream} was seen somewhere. */
final class RecordPlaces {
  private final Map<Long, Integer> seen = new HashMap<>();

  /** The record of that number was seen. */
  void see(long number) {
    seen.merge(number, 1, Integer::sum);
  }

  /**
   * How far that is from every record of a kind {@code times} times, and no other.
   *
   * @param records how many there are
   * @param kind whether the record of that number is one
   */
  Balance balance(long records, int times, LongPredicate kind) {
    long lost = 0;
    long doubled = 0;
    for (long number = 0; number < records; number++) {
      int surplus = seen.getOrDefault(number, 0) - (kind.test(number) ? times : 0);
      lost += Math.max(0, -surplus);
      doubled += Math.max(0, surplus);
    }
    for (Map.Entry<Long, Integer> each : seen.entrySet()) {
      doubled += each.getKey() < records ? 0 : each.getValue();
    }
    return new Balance(lost, doubled);
  }

  /**
   * What is missing and what is too much.
   *
   * @param lost how often a record should have been there and was not
   * @param doubled how often it was there once too often
   */
  record Balance(long lost, long doubled) {}
}
