package io.hsicflow.operators.gate;

import io.hsicflow.model.image.ImageFormat;
import io.hsicflow.model.image.ImageLimits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Options of the gate: what is let in, and what decoding may cost. */
public final class GateOptions {

  /** Decoding threads of each source task. */
  public static final ConfigOption<Integer> THREADS =
      ConfigOptions.key("gate.threads")
          .intType()
          .defaultValue(1)
          .withDescription("Decoding threads of each source task.");

  /** Records that are being decoded or wait for it. */
  public static final ConfigOption<Integer> CAPACITY =
      ConfigOptions.key("gate.capacity")
          .intType()
          .defaultValue(64)
          .withDescription(
              "The most records of one source task that are being decoded or wait for those before them; more hold the"
                  + " source back.");

  /** How much processor time decoding one picture may take. */
  public static final ConfigOption<Duration> TIME_LIMIT =
      ConfigOptions.key("gate.time-limit")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "How much processor time decoding one picture may take before it is rejected as decode-timeout. Only what"
                  + " the decoding thread itself uses counts, not the wait for busy neighbours; a decoder that stands"
                  + " still without using the processor is given up after "
                  + DecodingLimit.WALL_CLOCK_TIMES
                  + " times as long by the clock. Where Java cannot tell a thread's processor time the clock counts"
                  + " instead. Keep it far above any usual picture: it is the one verdict that a replay may not repeat.");

  /** The largest image file. */
  public static final ConfigOption<MemorySize> MAX_BYTES =
      ConfigOptions.key("gate.max-bytes")
          .memoryType()
          .defaultValue(new MemorySize(ImageLimits.defaults().maxBytes()))
          .withDescription("The largest image file that is let in.");

  /** The most pixels. */
  public static final ConfigOption<Long> MAX_PIXELS =
      ConfigOptions.key("gate.max-pixels")
          .longType()
          .defaultValue(ImageLimits.defaults().maxPixels())
          .withDescription("The most pixels, width times height, of a picture that is let in.");

  /** The longest side. */
  public static final ConfigOption<Integer> MAX_SIDE =
      ConfigOptions.key("gate.max-side")
          .intType()
          .defaultValue(ImageLimits.defaults().maxSide())
          .withDescription("The longest side, in pixels, of a picture that is let in.");

  /** The most scans of a JPEG. */
  public static final ConfigOption<Integer> MAX_SCANS =
      ConfigOptions.key("gate.max-scans")
          .intType()
          .defaultValue(ImageLimits.defaults().maxScans())
          .withDescription(
              "The most scans of a JPEG that is let in; ordinary progressive files have about ten.");

  /** The formats let in. */
  public static final ConfigOption<List<ImageFormat>> FORMATS =
      ConfigOptions.key("gate.formats")
          .enumType(ImageFormat.class)
          .asList()
          .defaultValues(
              Arrays.stream(ImageFormat.values())
                  .filter(ImageLimits.defaults().formats()::contains)
                  .toArray(ImageFormat[]::new))
          .withDescription("The image formats that are let in.");

  /** How large a picture is passed on. */
  public static final ConfigOption<Integer> SHRINK_TO_TIMES =
      ConfigOptions.key("gate.shrink-to-times")
          .intType()
          .defaultValue(4)
          .withDescription(
              "A picture whose shorter side is above this many times the input's is brought down to that by an area"
                  + " filter before it is passed on; with 4 the smallest crop of the method is still not enlarged.");

  /** How many ids are remembered to count repeated ones. */
  public static final ConfigOption<Integer> REMEMBERED_IDS =
      ConfigOptions.key("gate.remembered-ids")
          .intType()
          .defaultValue(1 << 16)
          .withDescription(
              "How many of the last ids each gate task remembers, 8 bytes each, to count images whose id was there"
                  + " before; 0 for none. They are images like others: only topic, partition and offset tell images"
                  + " apart.");

  private GateOptions() {}
}
