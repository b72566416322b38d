package io.hsicflow.operators.sequencer;

import io.hsicflow.schemas.record.SourceImage;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * A {@link ReplayPolicy} at work. Its decisions are a function of the records and of keyed state
 * alone, so that they are made again alike after a failure; that places are given without a fresh
 * image is decided elsewhere. Every fresh image takes one place.
 */
public interface Replay {

  /**
   * Called once for each fresh image, in sequence order.
   *
   * @param sequence the number of the next place
   * @param places takes images in the order in which they are numbered
   */
  void onFresh(long sequence, SourceImage fresh, ThrowingConsumer<SourceImage, Exception> places)
      throws Exception;

  /**
   * Gives up to {@code count} places to held images without a fresh one, and ends where no held
   * image may take the next.
   *
   * @param sequence the number of the next place
   * @param places takes images in the order in which they are numbered
   * @return how many were given
   */
  default int replay(long sequence, int count, ThrowingConsumer<SourceImage, Exception> places)
      throws Exception {
    return 0;
  }

  /** Writes to keyed state what is not there yet. */
  void snapshot() throws Exception;

  /** How many images are held. */
  long images();

  /** How many bytes of pixels, or of files where those are held, they have. */
  long bytes();
}
