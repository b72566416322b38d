package io.hsicflow.operators.sequencer;

import static io.hsicflow.operators.options.OptionRule.require;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the training sequence. */
public final class SequenceOptions {
  /** What a dashboard and a store of metrics still bear: each source has four metrics. */
  private static final int MOST_COUNTED = 10_000;

  /** How images of several partitions interleave. */
  public static final ConfigOption<SequenceOrder> ORDER =
      ConfigOptions.key("sequence.order")
          .enumType(SequenceOrder.class)
          .defaultValue(SequenceOrder.ARRIVAL)
          .withDescription(
              "In what order images of several partitions take their places: arrival (as they come) or rotation (a"
                  + " fixed turn over the partitions known at the start, the same on every run).");

  /** The bound on images that wait for their turn. */
  public static final ConfigOption<Long> MAX_WAITING_IMAGES =
      ConfigOptions.key("sequence.max-waiting-images")
          .longType()
          .defaultValue(1_000_000L)
          .withDescription(
              "In rotation order, the most images that may wait for a late partition before the job fails.");

  /** The bound on the bytes of images that wait for their turn. */
  public static final ConfigOption<MemorySize> MAX_WAITING_BYTES =
      ConfigOptions.key("sequence.max-waiting-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(1024))
          .withDescription(
              "In rotation order, the most bytes of images, decoded and with replay.held = encoded their files too, that"
                  + " may wait for a late partition before the job fails.");

  /** The bound on the time that images wait for their turn. */
  public static final ConfigOption<Duration> MAX_WAITING_TIME =
      ConfigOptions.key("sequence.max-waiting-time")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "In rotation order, how long images may wait for a late partition, while none gets its place, before the"
                  + " job fails; 0 for no such bound.");

  /** The bound on sources that are counted apart. */
  public static final ConfigOption<Integer> COUNTED_SOURCES =
      ConfigOptions.key("sequence.counted-sources")
          .intType()
          .defaultValue(100)
          .withDescription(
              "How many sources have metrics of their own (sequencer.source); the source is the record's, or the topic"
                  + " where it has none. Beyond that they are counted together, as other, until some have been silent"
                  + " for a day. Records name their sources, so that the number needs a bound: 0 to "
                  + MOST_COUNTED
                  + ".");

  private SequenceOptions() {}

  /**
   * How many sources are counted apart.
   *
   * @throws IllegalArgumentException with a sentence where that is out of its range
   */
  static int countedSources(ReadableConfig config) {
    int asked = config.get(COUNTED_SOURCES);
    require(
        asked >= 0 && asked <= MOST_COUNTED,
        COUNTED_SOURCES,
        asked,
        "must be 0, which counts all together, to " + MOST_COUNTED);
    return asked;
  }
}
