package io.hsicflow.operators.replay;

/** What a random number of replay is for; each has a stream of its own for every fresh image. */
enum DrawKind {
  /** Its rank in a reservoir. */
  PRIORITY,
  /** The images that are replayed after it. */
  REPLAYED,
  /** The images that are compared with it, or with one that lost its neighbour when it came. */
  CANDIDATES,
  /** The image that takes a place without a fresh one; by the number of the place. */
  UNASKED;

  /** The index of the stream; never to be changed. */
  int stream() {
    return ordinal();
  }
}
