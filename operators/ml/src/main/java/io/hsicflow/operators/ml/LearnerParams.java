package io.hsicflow.operators.ml;

import io.hsicflow.model.network.Stem;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.operators.trainer.PrecisionChoice;
import java.util.List;
import org.apache.flink.ml.param.Param;

/**
 * Params of the learner; see {@link LearnerOptions}. Those of the online probe and of a run that is
 * taken up again have no use in a table.
 */
public interface LearnerParams<T> extends BackendParams<T> {

  /**
   * The precision of activations, and in double of all else. Option {@link
   * LearnerOptions#PRECISION}.
   */
  Param<PrecisionChoice> PRECISION = OptionParam.of(() -> LearnerOptions.PRECISION);

  /** Threads of the backend. Option {@link LearnerOptions#THREADS}. */
  Param<Integer> THREADS = OptionParam.of(Integer.class, () -> LearnerOptions.THREADS);

  /** The seed. Option {@link LearnerOptions#SEED}. */
  Param<Long> SEED = OptionParam.of(() -> LearnerOptions.SEED);

  /** Images of a step. Option {@link LearnerOptions#BATCH}. */
  Param<Integer> BATCH = OptionParam.of(() -> LearnerOptions.BATCH);

  /** The depth of the encoder. Option {@link LearnerOptions#DEPTH}. */
  Param<Integer> DEPTH = OptionParam.of(() -> LearnerOptions.DEPTH);

  /** The stem of the encoder. Option {@link LearnerOptions#STEM}. */
  Param<Stem> STEM = OptionParam.of(() -> LearnerOptions.STEM);

  /** The width of the encoder. Option {@link LearnerOptions#WIDTH}. */
  Param<Integer> WIDTH = OptionParam.of(() -> LearnerOptions.WIDTH);

  /** The side of the views. Option {@link LearnerOptions#SIZE}. */
  Param<Integer> SIZE = OptionParam.of(() -> LearnerOptions.SIZE);

  /** The means of the channels. Option {@link LearnerOptions#MEAN}. */
  Param<List<Double>> MEAN = OptionParam.of(() -> LearnerOptions.MEAN);

  /** The standard deviations of the channels. Option {@link LearnerOptions#DEVIATION}. */
  Param<List<Double>> DEVIATION = OptionParam.of(() -> LearnerOptions.DEVIATION);

  /** The hidden units of the heads. Option {@link LearnerOptions#HIDDEN}. */
  Param<Integer> HIDDEN = OptionParam.of(() -> LearnerOptions.HIDDEN);

  /** The output of the heads. Option {@link LearnerOptions#OUTPUT}. */
  Param<Integer> OUTPUT = OptionParam.of(() -> LearnerOptions.OUTPUT);

  /** Whether there is a target network. Option {@link LearnerOptions#TARGET}. */
  Param<Boolean> TARGET = OptionParam.of(() -> LearnerOptions.TARGET);

  /** The file of weights to start from. Option {@link LearnerOptions#INITIAL_WEIGHTS}. */
  Param<String> INITIAL_WEIGHTS =
      OptionParam.of(String.class, () -> LearnerOptions.INITIAL_WEIGHTS);

  /** The number of steps. Option {@link LearnerOptions#STEPS}. */
  Param<Long> STEPS = OptionParam.of(Long.class, () -> LearnerOptions.STEPS);

  /** The length of the warm-up. Option {@link LearnerOptions#WARMUP_STEPS}. */
  Param<Long> WARMUP_STEPS = OptionParam.of(Long.class, () -> LearnerOptions.WARMUP_STEPS);

  /** The learning rate for 256 images. Option {@link LearnerOptions#BASE_RATE}. */
  Param<Double> BASE_RATE = OptionParam.of(Double.class, () -> LearnerOptions.BASE_RATE);

  /** The learning rate. Option {@link LearnerOptions#PEAK_RATE}. */
  Param<Double> PEAK_RATE = OptionParam.of(Double.class, () -> LearnerOptions.PEAK_RATE);

  /** The length of the cooldown. Option {@link LearnerOptions#COOLDOWN_STEPS}. */
  Param<Long> COOLDOWN_STEPS = OptionParam.of(() -> LearnerOptions.COOLDOWN_STEPS);

  /** The rate after the cooldown. Option {@link LearnerOptions#COOLDOWN_FRACTION}. */
  Param<Double> COOLDOWN_FRACTION = OptionParam.of(() -> LearnerOptions.COOLDOWN_FRACTION);

  /** The target's momentum at the start. Option {@link LearnerOptions#TAU}. */
  Param<Double> TAU = OptionParam.of(() -> LearnerOptions.TAU);

  /** The target's momentum in the end. Option {@link LearnerOptions#TAU_CEILING}. */
  Param<Double> TAU_CEILING = OptionParam.of(Double.class, () -> LearnerOptions.TAU_CEILING);

  /**
   * The length of the rise of the target's momentum. Option {@link LearnerOptions#TAU_RISE_STEPS}.
   */
  Param<Long> TAU_RISE_STEPS = OptionParam.of(() -> LearnerOptions.TAU_RISE_STEPS);

  /** The weight decay. Option {@link LearnerOptions#WEIGHT_DECAY}. */
  Param<Double> WEIGHT_DECAY = OptionParam.of(() -> LearnerOptions.WEIGHT_DECAY);

  /** The trust coefficient. Option {@link LearnerOptions#ETA}. */
  Param<Double> ETA = OptionParam.of(() -> LearnerOptions.ETA);

  /** The momentum. Option {@link LearnerOptions#MOMENTUM}. */
  Param<Double> MOMENTUM = OptionParam.of(() -> LearnerOptions.MOMENTUM);

  /** The decay of the evaluation average. Option {@link LearnerOptions#EVALUATION_DECAY}. */
  Param<Double> EVALUATION_DECAY = OptionParam.of(() -> LearnerOptions.EVALUATION_DECAY);

  /** The bound on steps gathered ahead. Option {@link LearnerOptions#MAX_STEPS_AHEAD}. */
  Param<Integer> MAX_STEPS_AHEAD = OptionParam.of(() -> LearnerOptions.MAX_STEPS_AHEAD);
}
