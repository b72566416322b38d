package io.hsicflow.pipeline.experiment;

import io.hsicflow.operators.replay.ReplayKind;
import java.util.Optional;

/** A way to train on a stream, set beside others. */
public enum Arm {
  /** No buffer: each batch several times in a row, so that it makes as many updates. */
  NONE("none", ReplayKind.REPEAT),
  /** The latest images. */
  FIFO("fifo", ReplayKind.FIFO),
  /** A uniform sample of all that came. */
  RESERVOIR("reservoir", ReplayKind.RESERVOIR),
  /** Images that look least like one another. */
  MIN_REDUNDANCY("min-redundancy", ReplayKind.MIN_REDUNDANCY),
  /** The same images in random order, pass after pass, as if all of them had been held. */
  SHUFFLED("shuffled", null);

  private final String text;
  private final ReplayKind policy;

  Arm(String text, ReplayKind policy) {
    this.text = text;
    this.policy = policy;
  }

  /** The policy by which it replays; none where it does not stream. */
  Optional<ReplayKind> policy() {
    return Optional.ofNullable(policy);
  }

  /** The name in tables. */
  @Override
  public String toString() {
    return text;
  }
}
