package io.hsicflow.pipeline.bench;

import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageRejectedException;
import io.hsicflow.model.learner.Batch;
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
  private final BatchViews views;

  /**
   * @param options the job's
   * @throws ImageRejectedException if the gate does not let a picture in
   */
  AugmentedBatches(Configuration options, List<byte[]> files) throws ImageRejectedException {
    ImageDecoder decoder = Gate.decoder(options, options.get(LearnerOptions.SIZE));
    for (byte[] file : files) {
      pictures.add(decoder.decode(file));
    }
    views = new BatchViews(options);
  }

  @Override
  public Batch of(long step) {
    Batch batch = views.empty();
    views.fill(batch, step, sequence -> pictures.get((int) (sequence % pictures.size())));
    return batch;
  }
}
