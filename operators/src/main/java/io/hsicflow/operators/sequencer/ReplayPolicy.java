package io.hsicflow.operators.sequencer;

import io.hsicflow.schemas.record.SourceImage;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Decides which images take the next places of the training sequence when a fresh one comes: the
 * fresh one alone, or with some that were seen before. A decision is a function of the records and
 * of keyed state alone, so that it is made again alike after a failure.
 */
public interface ReplayPolicy extends Serializable {

  /**
   * Called once for each fresh image, in sequence order.
   *
   * @param places takes images in the order in which they are numbered
   */
  void onFresh(SourceImage fresh, Consumer<SourceImage> places);
}
