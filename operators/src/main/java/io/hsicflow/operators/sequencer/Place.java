package io.hsicflow.operators.sequencer;

/**
 * The place of an example in training.
 *
 * @param step the training step, from 0
 * @param rank the trainer, from 0
 * @param slot the row in that trainer's batch, from 0
 */
public record Place(long step, int rank, int slot) {

  /**
   * The place of example {@code sequence}: steps take {@code batch} examples each, in order, and
   * ranks take equal neighbouring parts of a step.
   *
   * @param batch images of one step over all ranks, a multiple of {@code ranks}
   * @param ranks the number of trainers
   */
  public static Place of(long sequence, int batch, int ranks) {
    int share = batch / ranks;
    int row = (int) (sequence % batch);
    return new Place(sequence / batch, row / share, row % share);
  }
}
