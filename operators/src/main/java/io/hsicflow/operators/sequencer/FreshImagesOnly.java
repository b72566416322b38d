package io.hsicflow.operators.sequencer;

import io.hsicflow.schemas.record.SourceImage;
import java.util.function.Consumer;

/** Trains on every image once, as it comes: {@code replay.policy = none}. */
public record FreshImagesOnly() implements ReplayPolicy {

  private static final long serialVersionUID = 1L;

  @Override
  public void onFresh(SourceImage fresh, Consumer<SourceImage> places) {
    places.accept(fresh);
  }
}
