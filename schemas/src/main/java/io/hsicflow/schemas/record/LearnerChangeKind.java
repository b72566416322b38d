package io.hsicflow.schemas.record;

import java.util.Arrays;
import java.util.Optional;

/**
 * What of a learner may change while its job runs. States keep them by their place: a new one comes
 * last.
 */
public enum LearnerChangeKind {
  /** The learning rate falls to 0, and training ends there. */
  FINAL_DECAY("final-decay", true, false),

  /** The peak rate moves to a value. */
  PEAK_RATE("peak-rate", true, true),

  /** The target network's momentum moves to a value. */
  TAU("tau", true, true),

  /** A snapshot is made of what the step has made of the learner. */
  SNAPSHOT("snapshot", false, false);

  private final String text;
  private final boolean takesSteps;
  private final boolean takesValue;

  LearnerChangeKind(String text, boolean takesSteps, boolean takesValue) {
    this.text = text;
    this.takesSteps = takesSteps;
    this.takesValue = takesValue;
  }

  /** As messages write it. */
  public String text() {
    return text;
  }

  /** Whether it goes on over more steps than one. */
  public boolean takesSteps() {
    return takesSteps;
  }

  /** Whether it needs a number. */
  public boolean takesValue() {
    return takesValue;
  }

  /** What is asked for, in words: {@code peak-rate to 0.2 over 100 steps}. */
  public String asked(double value, long steps) {
    return text
        + (takesValue ? " to " + value : "")
        + (takesSteps ? " over " + steps + (steps == 1 ? " step" : " steps") : "");
  }

  /** The kind of that text; empty where this version has none. */
  public static Optional<LearnerChangeKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }
}
