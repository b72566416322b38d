package io.hsicflow.operators.replay;

/** Which images are held, {@code replay.policy}. */
public enum ReplayKind {
  /** None: every image is trained on once. */
  NONE("none"),
  /** The latest ones. */
  FIFO("fifo"),
  /** A uniform sample of all that have come. */
  RESERVOIR("reservoir"),
  /** Those that look least like one another. */
  MIN_REDUNDANCY("min-redundancy"),
  /** The batch under way, which is repeated as a whole. */
  REPEAT("repeat");

  private final String text;

  ReplayKind(String text) {
    this.text = text;
  }

  /** The name in settings and in state. */
  @Override
  public String toString() {
    return text;
  }
}
