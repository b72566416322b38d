package io.hsicflow.operators.ml;

import org.apache.flink.ml.param.IntParam;
import org.apache.flink.ml.param.Param;

/** Params of {@link SslHsic}: all of its model's, and those of training. */
public interface SslHsicParams<T>
    extends SslHsicModelParams<T>,
        LearnerParams<T>,
        LossParams<T>,
        GuardParams<T>,
        AugmentParams<T>,
        SnapshotParams<T> {

  /** Passes over a bounded table. */
  Param<Integer> PASSES =
      new IntParam(
          "passes",
          "How often the images of a bounded table are trained on at most; null: as often as learner.steps needs, or"
              + " once where that is not set.",
          null,
          passes -> passes == null || passes >= 1);

  /** Passes over a bounded table, or null. */
  default Integer getPasses() {
    return get(PASSES);
  }

  /** Sets the passes over a bounded table. */
  default T setPasses(Integer value) {
    return set(PASSES, value);
  }
}
