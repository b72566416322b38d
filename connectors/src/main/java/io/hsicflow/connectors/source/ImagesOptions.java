package io.hsicflow.connectors.source;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Options of the topics that images come from. */
public final class ImagesOptions {
  /** Topics to read. */
  public static final ConfigOption<List<String>> TOPICS =
      ConfigOptions.key("images.topics")
          .stringType()
          .asList()
          .defaultValues("images")
          .withDescription("Topics of the images, with semicolons between.");

  /** Topics to read, as a pattern. */
  public static final ConfigOption<String> TOPIC_PATTERN =
      ConfigOptions.key("images.topic-pattern")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Regular expression for the names of the images' topics, in place of images.topics.");

  /** Other topics for the role embed. */
  public static final ConfigOption<List<String>> EMBED_TOPICS =
      ConfigOptions.key("embed.topics")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "Topics whose images are embedded, with semicolons between, where they are others than those that are"
                  + " trained on.");

  /** Labelled images for probes. */
  public static final ConfigOption<String> PROBE_TOPIC =
      ConfigOptions.key("probe.topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Topic of labelled images that snapshots are judged by; read whole when the role evaluate starts.");

  /** Labelled images for probes, as files. */
  public static final ConfigOption<String> PROBE_FOLDER =
      ConfigOptions.key("probe.folder")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "In place of probe.topic: a data set of such images on the machine that runs the role evaluate, in any form"
                  + " that produce sends (a folder a class, a tar, CIFAR-10's or MNIST's files).");

  /** Where to start. */
  public static final ConfigOption<Start> START =
      ConfigOptions.key("images.start")
          .enumType(Start.class)
          .defaultValue(Start.EARLIEST)
          .withDescription(
              "Where a job that does not resume starts to read: earliest, latest, committed (what its consumer group"
                  + " last read, else earliest) or timestamp.");

  /** The time to start at. */
  public static final ConfigOption<String> START_TIMESTAMP =
      ConfigOptions.key("images.start-timestamp")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "For images.start = timestamp: an instant such as 2026-01-31T12:00:00Z, or milliseconds since 1970.");

  /** Where to stop. */
  public static final ConfigOption<Stop> STOP =
      ConfigOptions.key("images.stop")
          .enumType(Stop.class)
          .defaultValue(Stop.NEVER)
          .withDescription(
              "Where reading ends: never, latest (the end of each partition when the job starts) or offsets.");

  /** The offsets to stop at. */
  public static final ConfigOption<List<String>> STOP_OFFSETS =
      ConfigOptions.key("images.stop-offsets")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "For images.stop = offsets: TOPIC:PARTITION:OFFSET for every partition, with semicolons between; the"
                  + " offset is the first that is not read.");

  /** How often new partitions are looked for. */
  public static final ConfigOption<Duration> DISCOVERY_INTERVAL =
      ConfigOptions.key("images.discovery-interval")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "How often new topics and partitions are looked for, which are read from their first record whatever"
                  + " images.start says; 0 for never. Rotation order never does.");

  /** How often the topics are looked at. */
  public static final ConfigOption<Duration> WATCH_INTERVAL =
      ConfigOptions.key("images.watch-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription(
              "How often the job looks whether the topics that it reads are still the same ones. Where one was deleted, also"
                  + " if it was made again, the job fails with a sentence; a topic of images.topic-pattern that was deleted"
                  + " leaves a job without a stop, which goes on with the others. 0 for never.");

  /** What to do where the next record is gone. */
  public static final ConfigOption<OutOfRange> OUT_OF_RANGE =
      ConfigOptions.key("images.out-of-range")
          .enumType(OutOfRange.class)
          .defaultValue(OutOfRange.FAIL)
          .withDescription(
              "What happens where the brokers no longer have the record that comes next, because they deleted it before"
                  + " it was read or the topic was made again: fail (the job ends with a sentence) or earliest (it goes"
                  + " on at the earliest record that there is, which leaves records out or reads some again).");

  /** How late captured-at may be. */
  public static final ConfigOption<Duration> OUT_OF_ORDER =
      ConfigOptions.key("images.out-of-order")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "How far the captured-at times of one partition may lie behind its latest before they count as late.");

  /** How far in the future captured-at may be. */
  public static final ConfigOption<Duration> MAX_AHEAD =
      ConfigOptions.key("images.max-ahead")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How far a record's times may lie ahead of this machine's clock. Later ones count as so much ahead, and a"
                  + " captured-at after Kafka's own timestamp as that: no record drives the watermark into the future.");

  /** When a partition counts as idle. */
  public static final ConfigOption<Duration> IDLE_AFTER =
      ConfigOptions.key("images.idle-after")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "After how long without a record a partition no longer holds the watermark back; 0 for never.");

  /** The most bytes fetched of one partition at once. */
  public static final ConfigOption<MemorySize> FETCH_PARTITION_BYTES =
      ConfigOptions.key("images.fetch-partition-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(2))
          .withDescription(
              "Most bytes that one fetch takes of one partition; a single larger record is fetched all the same.");

  /** The most bytes fetched at once. */
  public static final ConfigOption<MemorySize> FETCH_BYTES =
      ConfigOptions.key("images.fetch-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(16))
          .withDescription("Most bytes that one fetch takes of one broker.");

  private ImagesOptions() {}

  /** What becomes of a record that comes next and is gone. */
  public enum OutOfRange {
    /** Ends the job. */
    FAIL,
    /** Goes on at the earliest record that there is. */
    EARLIEST
  }

  /** Where reading starts. */
  public enum Start {
    /** At the first record there is. */
    EARLIEST,
    /** After the last record there is. */
    LATEST,
    /** Where the consumer group last was, else at the first record. */
    COMMITTED,
    /** At the first record of that time or later. */
    TIMESTAMP
  }

  /** Where reading ends. */
  public enum Stop {
    /** Nowhere. */
    NEVER,
    /** At the end of each partition as it was at the start of the job. */
    LATEST,
    /** At given offsets. */
    OFFSETS
  }
}
