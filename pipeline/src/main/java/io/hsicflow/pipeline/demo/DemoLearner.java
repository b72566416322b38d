package io.hsicflow.pipeline.demo;

import io.hsicflow.model.network.Stem;
import io.hsicflow.operators.augmenter.AugmentOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import org.apache.flink.configuration.Configuration;

/** The demo's learner and views: what learns fastest in minutes, found in trials. */
public final class DemoLearner {
  /** Depth of the ResNet. */
  public static final int DEPTH = 18;

  /** Channels of its first group. */
  public static final int WIDTH = 16;

  /** Side of its input in pixels. */
  public static final int SIZE = 32;

  /** Images of a step. */
  public static final int BATCH = 64;

  /** Most images of the bank, and of the query. */
  public static final int PROBE = 10_000;

  private static final int HIDDEN = 512;
  private static final int OUTPUT = 128;
  private static final double PEAK_RATE = 5;
  private static final double TAU = 0.95;
  private static final double LEAST_AREA = 0.2;
  private static final double EVALUATION_DECAY = 0.99;
  private static final double WARMUP = 0.05;
  private static final int LARGEST_CIFAR_INPUT = 64;

  private DemoLearner() {}

  /** The settings of a job that trains for {@code steps} steps, with the network above. */
  public static Configuration settings(long seed, long steps) {
    return settings(seed, steps, BATCH, DEPTH, WIDTH, SIZE);
  }

  /** The same with another network. */
  static Configuration settings(long seed, long steps, int batch, int depth, int width, int size) {
    Configuration conf = new Configuration();
    conf.set(LearnerOptions.SEED, seed);
    conf.set(LearnerOptions.STEPS, steps);
    conf.set(LearnerOptions.WARMUP_STEPS, Math.round(WARMUP * steps));
    conf.set(LearnerOptions.PEAK_RATE, PEAK_RATE);
    conf.set(LearnerOptions.TAU, TAU);
    conf.set(LearnerOptions.EVALUATION_DECAY, EVALUATION_DECAY);
    conf.set(LearnerOptions.BATCH, batch);
    conf.set(LearnerOptions.DEPTH, depth);
    conf.set(LearnerOptions.WIDTH, width);
    conf.set(LearnerOptions.SIZE, size);
    conf.set(LearnerOptions.STEM, size <= LARGEST_CIFAR_INPUT ? Stem.CIFAR : Stem.IMAGENET);
    conf.set(LearnerOptions.HIDDEN, HIDDEN);
    conf.set(LearnerOptions.OUTPUT, OUTPUT);
    conf.set(AugmentOptions.PRESET, "cifar");
    conf.set(AugmentOptions.MIN_AREA, LEAST_AREA);
    conf.set(AugmentOptions.SOLARIZE_2, 0.0);
    return conf;
  }
}
