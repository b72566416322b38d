package io.hsicflow.operators.replay;

import io.hsicflow.operators.sequencer.FreshImagesOnly;
import io.hsicflow.operators.sequencer.ReplayPolicy;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** Options of replay. */
public final class ReplayOptions {

  /** Which images are held. */
  public static final ConfigOption<ReplayKind> POLICY =
      ConfigOptions.key("replay.policy")
          .enumType(ReplayKind.class)
          .defaultValue(ReplayKind.NONE)
          .withDescription(
              "Which images are held, to be trained on again beside fresh ones: none, fifo (the latest), reservoir (a"
                  + " uniform sample of all that came), min-redundancy (those least alike) or repeat (one batch of fresh"
                  + " images, given replay.places times in a row, without a buffer). Another policy than the state was"
                  + " written with begins with nothing held.");

  /** In what form images are held. */
  public static final ConfigOption<HeldForm> HELD =
      ConfigOptions.key("replay.held")
          .enumType(HeldForm.class)
          .defaultValue(HeldForm.DECODED)
          .withDescription(
              "In what form images are held: decoded (their pixels) or encoded (their files, to be decoded again by the"
                  + " augmenter each time they are replayed; a JPEG is about a tenth of its pixels). Both train alike."
                  + " Images that are held in the other form when this changes stay as they are.");

  /** The bound on images. */
  public static final ConfigOption<Integer> IMAGES =
      ConfigOptions.key("replay.images")
          .intType()
          .defaultValue(10_000)
          .withDescription("The most images that are held; repeat holds learner.batch of them.");

  /** The bound on bytes. */
  public static final ConfigOption<MemorySize> MAX_BYTES =
      ConfigOptions.key("replay.max-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(256))
          .withDescription(
              "The most bytes of images that are held: three for each pixel or, with replay.held = encoded, the bytes of"
                  + " their files. They lie in Flink's state backend: in the heap or, with RocksDB"
                  + " (state.backend.type), on disk.");

  /** The places of a fresh image. */
  public static final ConfigOption<Double> PLACES =
      ConfigOptions.key("replay.places")
          .doubleType()
          .defaultValue(2.0)
          .withDescription(
              "Places in the training sequence for each fresh image, at least 1: one for itself, the others for replayed"
                  + " ones. With 1.25 every fourth fresh image is followed by a replayed one.");

  /** When replay begins. */
  public static final ConfigOption<Integer> MIN_IMAGES =
      ConfigOptions.key("replay.min-images")
          .intType()
          .defaultValue(1)
          .withDescription(
              "No image is replayed before so many are held. Places that could not be given are counted"
                  + " (replayUngiven) and not made up for, unless replay.max-places lets places rise. Of no account"
                  + " to repeat.");

  /** The limit of age. */
  public static final ConfigOption<Duration> MAX_AGE =
      ConfigOptions.key("replay.max-age")
          .durationType()
          .defaultValue(Duration.ZERO)
          .withDescription(
              "Images captured longer ago than this are not replayed; 0 for no such limit. The present is the median"
                  + " capturedAt of the last "
                  + RecordTime.WINDOW
                  + " fresh images, so that records with wrong clocks do not set it unless they are most. Of no account"
                  + " to repeat.");

  /** Whether sources share alike. */
  public static final ConfigOption<Boolean> FAIR_SOURCES =
      ConfigOptions.key("replay.fair-sources")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether sources share the buffer alike: room is made by the source that holds most, and a draw takes a"
                  + " source first, then an image of it. The source is the record's, or the topic where it has none;"
                  + " beyond "
                  + Shelves.MOST_SOURCES
                  + " the others share one part. Of no account to repeat.");

  /** How many images a new one is compared with. */
  public static final ConfigOption<Integer> CANDIDATES =
      ConfigOptions.key("replay.candidates")
          .intType()
          .defaultValue(4_096)
          .withDescription(
              "With min-redundancy, the most held images that a new one is compared with; where more are held, so many"
                  + " are drawn at random.");

  private ReplayOptions() {}

  /** Whether the sequencer wants images with their files. */
  public static boolean wantsFiles(ReadableConfig config) {
    return config.get(POLICY) != ReplayKind.NONE && config.get(HELD) == HeldForm.ENCODED;
  }

  /**
   * The policy that the options name.
   *
   * @param seed the learner's seed
   * @throws IllegalArgumentException with a sentence where a setting is out of its range
   */
  public static ReplayPolicy policy(ReadableConfig config, long seed) {
    ReplayKind kind = config.get(POLICY);
    return kind == ReplayKind.NONE
        ? new FreshImagesOnly()
        : new ReplaySettings(
            kind,
            config.get(HELD),
            config.get(IMAGES),
            config.get(MAX_BYTES).getBytes(),
            config.get(PLACES),
            config.get(MIN_IMAGES),
            config.get(MAX_AGE),
            config.get(FAIR_SOURCES),
            config.get(CANDIDATES),
            seed);
  }
}
