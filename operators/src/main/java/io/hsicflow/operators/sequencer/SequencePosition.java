package io.hsicflow.operators.sequencer;

/**
 * Where the training sequence stands; kept in state.
 *
 * @param nextSequence the number of the next example
 * @param batch the images of one step, by which numbers were turned into places
 * @param order the name of the {@link SequenceOrder}
 * @param turn the partition whose turn is next, empty in arrival order
 */
public record SequencePosition(long nextSequence, int batch, String order, String turn) {}
