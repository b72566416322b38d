package io.hsicflow.pipeline.tensorboard;

import io.hsicflow.schemas.record.Views;
import org.apache.flink.api.common.functions.FilterFunction;

/**
 * Lets pass the views of the first images of steps 1, 2, 4, 8 and so on, which are shown; of a
 * thousand million steps these are thirty.
 */
public final class ShownViews implements FilterFunction<Views> {
  /** The most images of a step. */
  private static final int MOST = 8;

  private static final long serialVersionUID = 1L;

  private final int images;

  /**
   * @param batch the images of a step
   */
  public ShownViews(int batch) {
    images = shown(batch);
  }

  /** How many images of a step are shown. */
  static int shown(int batch) {
    return Math.min(MOST, batch);
  }

  @Override
  public boolean filter(Views views) {
    return Long.bitCount(steps(views)) == 1 && views.rank() == 0 && views.slot() < images;
  }

  /** The steps done once that of {@code views} is, as training reports it. */
  static long steps(Views views) {
    return views.step() + 1;
  }
}
