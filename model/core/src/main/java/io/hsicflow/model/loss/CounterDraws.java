package io.hsicflow.model.loss;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;

/**
 * The draws of a run, from (seed, step, draw) by the counter-based generator, so that a replay
 * draws the same.
 *
 * @param seed the learner's seed
 * @param sampler the kernel's frequencies
 */
public record CounterDraws(long seed, FrequencySampler sampler) implements StepDraws {
  @Override
  public FeatureDraw features(long step, int draw, int side, int features, int dimension) {
    CounterRandom random = CounterRandom.at(seed, Purpose.FEATURES, step, 2L * draw + side);
    double[] frequencies = sampler.sample(random, features, dimension);
    double[] phases = new double[features];
    for (int i = 0; i < features; i++) {
      phases[i] = 2 * Math.PI * random.nextDouble();
    }
    return new FeatureDraw(frequencies, phases);
  }

  @Override
  public int[] scaleRows(long step, int draw, int side, int hiddens, int images, int rows) {
    CounterRandom random = CounterRandom.at(seed, Purpose.SCALE_ROWS, step, 2L * draw + side);
    int[] chosen = new int[hiddens * rows];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = random.nextInt(images);
    }
    return chosen;
  }
}
