package io.hsicflow.operators.ml;

import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.loss.Kernel;
import io.hsicflow.operators.trainer.EstimatorChoice;
import io.hsicflow.operators.trainer.LossOptions;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.WithParams;

/** Params of the loss; see {@link LossOptions}. */
public interface LossParams<T> extends WithParams<T> {

  /** The kernel. Option {@link LossOptions#KERNEL}. */
  Param<Kernel> LOSS_KERNEL = OptionParam.of(() -> LossOptions.KERNEL);

  /** The estimator. Option {@link LossOptions#ESTIMATOR}. */
  Param<EstimatorChoice> LOSS_ESTIMATOR = OptionParam.of(() -> LossOptions.ESTIMATOR);

  /** The directions of features. Option {@link LossOptions#FEATURES}. */
  Param<FeatureDirections> LOSS_FEATURES = OptionParam.of(() -> LossOptions.FEATURES);

  /** The number of features. Option {@link LossOptions#FREQUENCIES}. */
  Param<Integer> LOSS_FREQUENCIES = OptionParam.of(() -> LossOptions.FREQUENCIES);

  /** The number of draws. Option {@link LossOptions#DRAWS}. */
  Param<Integer> LOSS_DRAWS = OptionParam.of(() -> LossOptions.DRAWS);

  /** The weight of the spread. Option {@link LossOptions#GAMMA}. */
  Param<Double> LOSS_GAMMA = OptionParam.of(() -> LossOptions.GAMMA);

  /** The kernel scale at the start. Option {@link LossOptions#INITIAL_SCALE}. */
  Param<Double> LOSS_INITIAL_SCALE = OptionParam.of(() -> LossOptions.INITIAL_SCALE);

  /** The rate of the kernel scale. Option {@link LossOptions#SCALE_RATE}. */
  Param<Double> LOSS_SCALE_RATE = OptionParam.of(() -> LossOptions.SCALE_RATE);

  /** The rows for the kernel scale. Option {@link LossOptions#SCALE_ROWS}. */
  Param<Integer> LOSS_SCALE_ROWS = OptionParam.of(() -> LossOptions.SCALE_ROWS);
}
