package io.hsicflow.model.loss;

/** The learned kernel scale. */
public final class KernelScale {
  /** The smallest scale; the reference has no bound. */
  public static final double MINIMUM = 1e-3;

  private KernelScale() {}
}
