package io.hsicflow.connectors.tail;

/**
 * Which records of a topic are printed.
 *
 * @param topic the topic
 * @param last how many of each partition's records at the start, -1 for all
 * @param follow whether to go on with what comes later
 * @param maxRecords after how many to end, 0 for no limit
 */
public record TailSettings(String topic, long last, boolean follow, long maxRecords) {
  public TailSettings {
    if (topic == null || topic.isBlank()) {
      throw new IllegalArgumentException("The topic to print is empty: name one.");
    }
    if (last < -1 || maxRecords < 0) {
      throw new IllegalArgumentException(
          "The last "
              + last
              + " records, "
              + maxRecords
              + " at most, cannot be printed: give -1 for all, and 0 for no limit.");
    }
  }

  /** The last ten of each partition, and what comes later. */
  public static TailSettings of(String topic) {
    return new TailSettings(topic, 10, true, 0);
  }
}
