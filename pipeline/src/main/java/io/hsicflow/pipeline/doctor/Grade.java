package io.hsicflow.pipeline.doctor;

import java.util.Locale;

/** How well something is. */
public enum Grade {
  /** As it should be. */
  FINE,
  /** It runs, but not as well as it could, or not for long. */
  ATTENTION,
  /** A job does not run so. */
  WRONG;

  /** In lower case, as it is printed. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
