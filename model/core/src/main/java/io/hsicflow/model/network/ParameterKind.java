package io.hsicflow.model.network;

/** What a parameter is to its layer: it decides the start value and whether LARS adapts it. */
public enum ParameterKind {
  /** Weights of a convolution or linear layer. */
  WEIGHT(true),
  /** Offsets of a linear layer. */
  BIAS(false),
  /** Scale of a batch norm, 1 at the start. */
  SCALE(false),
  /** Scale of the last batch norm of a bottleneck, 0 at the start. */
  LAST_SCALE(false),
  /** Offset of a batch norm. */
  SHIFT(false);

  private final boolean adapted;

  ParameterKind(boolean adapted) {
    this.adapted = adapted;
  }

  /** Whether weight decay and the adaptation of LARS apply (docs/method.md section 6). */
  public boolean adapted() {
    return adapted;
  }
}
