package io.hsicflow.pipeline.doctor;

/**
 * What a check found.
 *
 * @param found the value, as a phrase or as sentences
 * @param remedy a sentence that says what to do; empty where all is fine
 */
public record Finding(Grade grade, String found, String remedy) {
  /** Nothing is to be done. */
  public static Finding fine(String found) {
    return new Finding(Grade.FINE, found, "");
  }

  /** Somebody should look at it. */
  public static Finding attention(String found, String remedy) {
    return new Finding(Grade.ATTENTION, found, remedy);
  }

  /** A job does not run so. */
  public static Finding wrong(String found, String remedy) {
    return new Finding(Grade.WRONG, found, remedy);
  }
}
