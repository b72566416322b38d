package io.hsicflow.pipeline.bench;

import io.hsicflow.model.augment.StageWatch;
import io.hsicflow.model.augment.ViewStage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The time of all stages from an encoded image to its views, and what decoding allocates. */
final class StageBook implements StageWatch {
  private final long[] nanos = new long[ViewStage.values().length];
  private long decoding;
  private long bytes;
  private long images;
  private long last;
  private long bytesBefore;

  /**
   * A part of the time.
   *
   * @param key in JSON
   * @param text for people
   * @param share of the whole, which is 1
   */
  record Part(String key, String text, double share) {}

  /** Begins anew. */
  void clear() {
    Arrays.fill(nanos, 0);
    decoding = 0;
    bytes = 0;
    images = 0;
  }

  /** An image begins. */
  void begin() {
    bytesBefore = AllocatedBytes.ofThisThread();
    last = System.nanoTime();
  }

  /** It is decoded. */
  void decoded() {
    decoding += System.nanoTime() - last;
    bytes += AllocatedBytes.ofThisThread() - bytesBefore;
    images++;
    last = System.nanoTime();
  }

  @Override
  public void done(ViewStage stage) {
    long now = System.nanoTime();
    nanos[stage.ordinal()] += now - last;
    last = now;
  }

  /** What decoding an image allocates. */
  double decoderBytes() {
    return (double) bytes / images;
  }

  /** The decoder first, then the stages of both views. */
  List<Part> parts() {
    double all = decoding;
    for (long stage : nanos) {
      all += stage;
    }
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("decode", "decoding", decoding / all));
    for (ViewStage stage : ViewStage.values()) {
      parts.add(
          new Part(
              stage.name().toLowerCase(Locale.ROOT), text(stage), nanos[stage.ordinal()] / all));
    }
    return parts;
  }

  private static String text(ViewStage stage) {
    return switch (stage) {
      case DRAW -> "draws";
      case RESIZE -> "crop, resize, flip";
      case COLOUR -> "jitter, grayscale";
      case BLUR -> "blur";
      case ROUND -> "solarize, rounding and copies to bytes";
    };
  }
}
