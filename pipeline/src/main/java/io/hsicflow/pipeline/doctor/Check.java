package io.hsicflow.pipeline.doctor;

/** Looks at one thing and leaves it as it was. */
public interface Check {
  /** What it looks at, in a word or two. */
  String name();

  /**
   * What it found. Called once, on a thread of its own that is interrupted when its time is up.
   *
   * @throws Exception where it cannot tell, which then counts as wrong
   */
  Finding look() throws Exception;
}
