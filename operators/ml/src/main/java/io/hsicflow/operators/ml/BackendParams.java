package io.hsicflow.operators.ml;

import io.hsicflow.operators.trainer.LearnerOptions;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.WithParams;

/** Params of where a stage computes; see {@link LearnerOptions}. */
public interface BackendParams<T> extends WithParams<T> {

  /** The tensor backend. Option {@link LearnerOptions#BACKEND}. */
  Param<String> BACKEND = OptionParam.of(() -> LearnerOptions.BACKEND);

  /** The device of the backend. Option {@link LearnerOptions#DEVICE}. */
  Param<String> DEVICE = OptionParam.of(() -> LearnerOptions.DEVICE);

  /** The name by which Flink knows GPUs. Option {@link LearnerOptions#GPU_RESOURCE}. */
  Param<String> GPU_RESOURCE = OptionParam.of(() -> LearnerOptions.GPU_RESOURCE);
}
