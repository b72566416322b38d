package io.hsicflow.pipeline.bench;

import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.operators.augmenter.AugmentOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import java.util.function.LongFunction;
import org.apache.flink.configuration.Configuration;

/** Makes the views of whole batches, as a job's augmenter makes them. Not thread-safe. */
public final class BatchViews {
  private final ViewMaker maker;
  private final long seed;
  private final int batch;
  private final byte[] one;
  private final byte[] other;

  /**
   * @param options of a job: augmentation, size, batch and seed
   */
  public BatchViews(Configuration options) {
    int size = options.get(LearnerOptions.SIZE);
    maker = new ViewMaker(AugmentOptions.settings(options), size);
    seed = options.get(LearnerOptions.SEED);
    batch = options.get(LearnerOptions.BATCH);
    one = new byte[3 * size * size];
    other = new byte[one.length];
  }

  /** A batch to be filled, {@code 6 S^2} bytes an image. */
  public Batch empty() {
    int bytes = Math.multiplyExact(batch, one.length);
    return new Batch(new byte[bytes], new byte[bytes], null, batch);
  }

  /**
   * Fills a batch with the views of a step.
   *
   * @param pictures the picture at a place of the training sequence, places being numbered over all
   *     steps
   */
  public void fill(Batch target, long step, LongFunction<DecodedPixels> pictures) {
    for (int slot = 0; slot < batch; slot++) {
      long sequence = step * batch + slot;
      DecodedPixels picture = pictures.apply(sequence);
      maker.make(picture.rgb(), picture.width(), picture.height(), seed, sequence, one, other);
      System.arraycopy(one, 0, target.view1(), slot * one.length, one.length);
      System.arraycopy(other, 0, target.view2(), slot * one.length, one.length);
    }
  }
}
