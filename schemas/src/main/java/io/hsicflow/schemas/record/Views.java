package io.hsicflow.schemas.record;

/**
 * The two views of an example, each size * size * 3 bytes, row by row, red green blue.
 *
 * @param label the class of the image, or null where not known
 * @param change what changes for the learner at this step, on its first example; null mostly
 */
public record Views(
    long sequence,
    long step,
    int rank,
    int slot,
    String label,
    byte[] view1,
    byte[] view2,
    LearnerChange change) {

  /** Views at whose step nothing changes. */
  public Views(
      long sequence, long step, int rank, int slot, String label, byte[] view1, byte[] view2) {
    this(sequence, step, rank, slot, label, view1, view2, null);
  }
}
