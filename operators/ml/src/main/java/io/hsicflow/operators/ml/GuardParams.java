package io.hsicflow.operators.ml;

import io.hsicflow.model.guard.CollapsePolicy;
import io.hsicflow.model.guard.NonFinitePolicy;
import io.hsicflow.operators.trainer.GuardOptions;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.WithParams;

/** Params of the guards against steps that spoil a learner; see {@link GuardOptions}. */
public interface GuardParams<T> extends WithParams<T> {

  /** What becomes of a step that is not finite. Option {@link GuardOptions#NON_FINITE}. */
  Param<NonFinitePolicy> GUARD_NON_FINITE = OptionParam.of(() -> GuardOptions.NON_FINITE);

  /** The bound on the spread. Option {@link GuardOptions#COLLAPSE}. */
  Param<Double> GUARD_COLLAPSE = OptionParam.of(() -> GuardOptions.COLLAPSE);

  /** The collapsed steps that make a collapse. Option {@link GuardOptions#COLLAPSE_STEPS}. */
  Param<Long> GUARD_COLLAPSE_STEPS = OptionParam.of(() -> GuardOptions.COLLAPSE_STEPS);

  /** What becomes of a collapse. Option {@link GuardOptions#ON_COLLAPSE}. */
  Param<CollapsePolicy> GUARD_ON_COLLAPSE = OptionParam.of(() -> GuardOptions.ON_COLLAPSE);

  /** The steps between two copies. Option {@link GuardOptions#INTERVAL}. */
  Param<Long> GUARD_INTERVAL = OptionParam.of(() -> GuardOptions.INTERVAL);

  /** The most rollbacks. Option {@link GuardOptions#ROLLBACKS}. */
  Param<Long> GUARD_ROLLBACKS = OptionParam.of(() -> GuardOptions.ROLLBACKS);
}
