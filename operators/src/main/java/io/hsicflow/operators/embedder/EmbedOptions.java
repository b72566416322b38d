package io.hsicflow.operators.embedder;

import io.hsicflow.operators.snapshot.SnapshotStore;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the embedder. */
public final class EmbedOptions {

  /** Which snapshot embeds. */
  public static final ConfigOption<String> SNAPSHOT =
      ConfigOptions.key("embed.snapshot")
          .stringType()
          .defaultValue(SnapshotStore.NEWEST)
          .withDescription(
              "The snapshot that embeds: newest (followed), released (followed), or the first 12 to all 64 digits of a"
                  + " digest.");

  /** What happens before the first snapshot. */
  public static final ConfigOption<BeforeFirst> BEFORE_FIRST =
      ConfigOptions.key("embed.before-first")
          .enumType(BeforeFirst.class)
          .defaultValue(BeforeFirst.WAIT)
          .withDescription(
              "While there is no snapshot: wait (images stay in Kafka) or initial (the untrained encoder embeds).");

  /** How a picture is brought to the input's size. */
  public static final ConfigOption<String> PREPROCESS =
      ConfigOptions.key("embed.preprocess")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "How a picture is brought to the input's size: whole or centre-crop; unset: as the snapshot says, which is"
                  + " whole up to 64 pixels and a centre crop above.");

  /** The most images of one pass. */
  public static final ConfigOption<Integer> BATCH =
      ConfigOptions.key("embed.batch")
          .intType()
          .defaultValue(64)
          .withDescription("The most images that are embedded in one pass.");

  /** How long an image waits for others. */
  public static final ConfigOption<Duration> FLUSH_AFTER =
      ConfigOptions.key("embed.flush-after")
          .durationType()
          .defaultValue(Duration.ofMillis(200))
          .withDescription(
              "How long an image waits for a full batch before it is embedded all the same.");

  /** How often the pointer is read. */
  public static final ConfigOption<Duration> POLL =
      ConfigOptions.key("embed.poll")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription("How often the store is asked for a newer snapshot.");

  /** Threads of the backend. */
  public static final ConfigOption<Integer> THREADS =
      ConfigOptions.key("embed.threads")
          .intType()
          .defaultValue(1)
          .withDescription("Threads of each embedding task's backend.");

  private EmbedOptions() {}

  /** Whether the snapshot is a pointer to follow, not a digest. */
  static boolean isFollowed(ReadableConfig config) {
    return SnapshotStore.isPointer(config.get(SNAPSHOT));
  }
}
