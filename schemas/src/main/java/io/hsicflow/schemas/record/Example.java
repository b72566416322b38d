package io.hsicflow.schemas.record;

/**
 * An image with its place in the training sequence.
 *
 * @param sequence its number, from 0; the randomness of its views follows it
 * @param step the training step that takes it, from 0
 * @param rank the trainer that takes it, from 0
 * @param slot its row in that trainer's batch, from 0
 * @param change what changes for the learner at this step, on its first example; null mostly
 */
public record Example(
    long sequence, long step, int rank, int slot, SourceImage image, LearnerChange change) {

  /** An example at whose step nothing changes. */
  public Example(long sequence, long step, int rank, int slot, SourceImage image) {
    this(sequence, step, rank, slot, image, null);
  }
}
