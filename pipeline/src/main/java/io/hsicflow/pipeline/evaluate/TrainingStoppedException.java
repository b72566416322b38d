package io.hsicflow.pipeline.evaluate;

/** A training was told to end before its last step; the message says what is left of it. */
public final class TrainingStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingStoppedException(String message) {
    super(message);
  }
}
