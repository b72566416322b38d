package io.hsicflow.operators.evaluator;

/** Ends an evaluation whose task ends. */
final class EvaluationGivenUpException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EvaluationGivenUpException() {
    super("The evaluation was given up: its task ends.");
  }

  /** To be called where something failed: an interrupted thread is one whose task ends. */
  static void throwIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new EvaluationGivenUpException();
    }
  }
}
