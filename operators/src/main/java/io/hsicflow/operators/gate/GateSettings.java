package io.hsicflow.operators.gate;

import static io.hsicflow.operators.options.OptionRule.require;

import io.hsicflow.model.augment.ShrinkRule;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageFormat;
import io.hsicflow.model.image.ImageLimits;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The gate's options as they travel in the job graph.
 *
 * @param inputSize the side of the network's input in pixels
 * @param shrinkToTimes how many times that the shorter side of a picture may be that is passed on
 */
record GateSettings(
    int threads,
    int capacity,
    Duration timeLimit,
    int maxBytes,
    long maxPixels,
    int maxSide,
    int maxScans,
    List<ImageFormat> formats,
    int inputSize,
    int shrinkToTimes,
    int rememberedIds)
    implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MOST_IDS = 1 << 26;

  /** Heap of a pixel while it is decoded and turned upright, at most (ImageLimits). */
  private static final int BYTES_PER_PIXEL = 14;

  GateSettings {
    if (threads < 1
        || capacity < 1
        || timeLimit.isNegative()
        || timeLimit.isZero()
        || shrinkToTimes < 1) {
      throw new IllegalArgumentException(
          "The gate needs at least one thread, one place, a time limit and a size to shrink to; it has gate.threads = "
              + threads
              + ", gate.capacity = "
              + capacity
              + ", gate.time-limit = "
              + timeLimit.toMillis()
              + " ms, gate.shrink-to-times = "
              + shrinkToTimes
              + ".");
    }
    require(
        rememberedIds >= 0 && rememberedIds <= MOST_IDS,
        GateOptions.REMEMBERED_IDS,
        rememberedIds,
        "must lie between 0 (none) and " + MOST_IDS);
    // A copy that Java serialization surely takes: it travels in the job graph, never from outside.
    formats = new ArrayList<>(formats);
  }

  /**
   * @param inputSize the side of the learner's or encoder's input in pixels
   */
  static GateSettings of(ReadableConfig config, int inputSize) {
    return new GateSettings(
        config.get(GateOptions.THREADS),
        config.get(GateOptions.CAPACITY),
        config.get(GateOptions.TIME_LIMIT),
        maxBytes(config),
        config.get(GateOptions.MAX_PIXELS),
        config.get(GateOptions.MAX_SIDE),
        config.get(GateOptions.MAX_SCANS),
        config.get(GateOptions.FORMATS),
        inputSize,
        config.get(GateOptions.SHRINK_TO_TIMES),
        config.get(GateOptions.REMEMBERED_IDS));
  }

  private static int maxBytes(ReadableConfig config) {
    long bytes = config.get(GateOptions.MAX_BYTES).getBytes();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "gate.max-bytes is "
              + bytes
              + ", but a file is read into one array: set at most "
              + Integer.MAX_VALUE
              + ".");
    }
    return (int) bytes;
  }

  /** A decoder under these limits; one for a thread. */
  ImageDecoder decoder() {
    return new ImageDecoder(limits(), ShrinkRule.timesInput(inputSize, shrinkToTimes));
  }

  /**
   * What to say where pictures within the limits may be too large for a heap, which ends the job.
   */
  Optional<String> heapWarning(long heapBytes) {
    long needed = maxPixels * BYTES_PER_PIXEL * threads;
    return needed < heapBytes
        ? Optional.empty()
        : Optional.of(
            "Pictures of gate.max-pixels = "
                + maxPixels
                + " may take "
                + (needed >> 20)
                + " MiB of heap on gate.threads = "
                + threads
                + ", and all of it is "
                + (heapBytes >> 20)
                + " MiB: lower one of them, or raise taskmanager.memory.process.size.");
  }

  ImageLimits limits() {
    return new ImageLimits(maxBytes, maxPixels, maxSide, maxScans, EnumSet.copyOf(formats));
  }
}
