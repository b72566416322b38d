package io.hsicflow.pipeline.bench;

import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageRejectedException;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.operators.augmenter.AugmentOptions;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.trainer.LearnerOptions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/**
 * The views that a job makes of image files that come in turn, one file after the other, made here
 * by the same parts without a job.
 */
final class AugmentedBatches implements StepBatches {
  private final List<DecodedPixels> pictures = new ArrayList<>();
  private final ViewMaker maker;
  private final long seed;
  private final int batch;

  /**
   * @param options the job's
   * @throws ImageRejectedException if the gate does not let a picture in
   */
  AugmentedBatches(Configuration options, List<byte[]> files) throws ImageRejectedException {
    int size = options.get(LearnerOptions.SIZE);
    ImageDecoder decoder = Gate.decoder(options, size);
    for (byte[] file : files) {
      pictures.add(decoder.decode(file));
    }
    maker = new ViewMaker(AugmentOptions.settings(options), size);
    seed = options.get(LearnerOptions.SEED);
    batch = options.get(LearnerOptions.BATCH);
  }

  @Override
  public Batch of(long step) {
    int bytes = 3 * maker.size() * maker.size();
    byte[] view1 = new byte[Math.multiplyExact(batch, bytes)];
    byte[] view2 = new byte[view1.length];
    byte[] one = new byte[bytes];
    byte[] other = new byte[bytes];
    for (int slot = 0; slot < batch; slot++) {
      long sequence = step * batch + slot;
      DecodedPixels picture = pictures.get((int) (sequence % pictures.size()));
      maker.make(picture.rgb(), picture.width(), picture.height(), seed, sequence, one, other);
      System.arraycopy(one, 0, view1, slot * bytes, bytes);
      System.arraycopy(other, 0, view2, slot * bytes, bytes);
    }
    return new Batch(view1, view2, null, batch);
  }
}
