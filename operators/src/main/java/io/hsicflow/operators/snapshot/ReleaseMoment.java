package io.hsicflow.operators.snapshot;

/** When the job lets the release rule judge a snapshot. */
public enum ReleaseMoment {
  /** When it is published, by what is known then, and again when it is evaluated. */
  PUBLICATION,
  /** When it is evaluated. */
  EVALUATION,
  /** Never: only the command releases. */
  COMMAND
}
