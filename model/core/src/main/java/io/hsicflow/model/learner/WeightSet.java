package io.hsicflow.model.learner;

/** The sets of weights that a learner keeps (docs/method.md section 6). */
public enum WeightSet {
  /** The evaluation average of the online network, which snapshots hold. */
  AVERAGE,
  /** The online network as the last step left it. */
  ONLINE,
  /** The target network, with running statistics of its own. */
  TARGET
}
