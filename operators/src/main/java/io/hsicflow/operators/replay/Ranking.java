package io.hsicflow.operators.replay;

import io.hsicflow.schemas.record.SourceImage;

/** Says which image of a shelf goes first: that of the largest rank, and the older of two alike. */
interface Ranking {

  /** No descriptor. */
  byte[] NONE = new byte[0];

  /** Called for every fresh image before anything else. */
  default void begin(long number) {}

  /** Whether a fresh image may be held on {@code shelf}, null for one that is empty. */
  default boolean admits(Shelf shelf, long number) {
    return true;
  }

  /** The descriptor to be kept with an image, empty where none is needed. */
  default byte[] describe(SourceImage image) {
    return NONE;
  }

  /** Sets the rank of an image that is put on {@code shelf} next. */
  default void enter(Shelf shelf, int slot, byte[] descriptor) {}

  /**
   * How unlike the held image most like it one is that has just entered, in thousandths: 0 looks
   * the same, 1,000 has nothing in common; below 0 where it was compared with none.
   */
  default int novelty(int slot) {
    return -1;
  }

  /** An image makes room for others; it still stands on {@code shelf}. */
  default void evict(Shelf shelf, int slot) {}

  /** An image that stood on {@code shelf} has left it. */
  default void left(Shelf shelf, int slot) {}

  /**
   * Sets the rank of the image that {@code order} has at {@code index}, before it is on a shelf.
   */
  default void restore(int slot, BufferOrder order, int index, byte[] descriptor) {}

  /** Whether images are compared, so that their ranks are similarities. */
  default boolean compares() {
    return false;
  }

  /** The slot of the image most like that in {@code slot}, where images are compared. */
  default int neighbour(int slot) {
    throw new UnsupportedOperationException("These images are not compared.");
  }
}
