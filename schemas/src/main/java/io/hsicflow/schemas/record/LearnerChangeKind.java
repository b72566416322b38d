package io.hsicflow.schemas.record;

import java.util.Arrays;
import java.util.Optional;

/** What of a learner may change while its job runs. */
public enum LearnerChangeKind {
  /** The learning rate falls to 0, and training ends there. */
  FINAL_DECAY("final-decay");

  private final String text;

  LearnerChangeKind(String text) {
    this.text = text;
  }

  /** As messages write it. */
  public String text() {
    return text;
  }

  /** The kind of that text; empty where this version has none. */
  public static Optional<LearnerChangeKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }
}
