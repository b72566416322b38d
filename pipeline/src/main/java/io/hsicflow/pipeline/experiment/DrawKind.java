package io.hsicflow.pipeline.experiment;

/** What a random number of an experiment is for; each has streams of its own. */
enum DrawKind {
  /** The order of classes. */
  CLASSES,
  /** The order of the images of a class. */
  WITHIN_CLASS,
  /** The order of bursts. */
  BURSTS,
  /** How an image of a burst is changed. */
  CHANGE,
  /** The order of a pass of the shuffled arm. */
  SHUFFLED;

  /** The index of the stream. */
  int stream() {
    return ordinal();
  }
}
