package io.hsicflow.model.guard;

import java.util.Locale;

/** What becomes of a step that is not finite. */
public enum NonFinitePolicy {
  /** It changes nothing but the step number and a counter. */
  SKIP,
  /** It changes nothing at all, and training ends. */
  STOP;

  /** The name in settings, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
