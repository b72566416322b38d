package io.hsicflow.model.augment;

/** Is told how far a view is, so that a benchmark can say where the time goes. */
@FunctionalInterface
public interface StageWatch {
  /** Looks at nothing. */
  StageWatch NONE = stage -> {};

  /** A stage is done; every view passes all of them, also those that change nothing in it. */
  void done(ViewStage stage);
}
