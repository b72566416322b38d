package io.hsicflow.schemas.record;

/**
 * An image with its place in the training sequence.
 *
 * @param sequence its number, from 0; the randomness of its views follows it
 * @param step the training step that takes it, from 0
 * @param rank the trainer that takes it, from 0
 * @param slot its row in that trainer's batch, from 0
 */
public record Example(long sequence, long step, int rank, int slot, SourceImage image) {}
