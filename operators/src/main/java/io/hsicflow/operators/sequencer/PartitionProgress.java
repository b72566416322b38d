package io.hsicflow.operators.sequencer;

/**
 * How far a partition has come in the rotation; kept in state by the partition's name.
 *
 * @param lastOffset the offset of the last record that came, or one less than where reading starts
 * @param head the number of the first turn that waits
 * @param tail one more than the number of the last turn that waits
 * @param stopOffset where the source stops, as in {@link PartitionSpan}; null in a state written
 *     before it was kept
 */
public record PartitionProgress(long lastOffset, long head, long tail, Long stopOffset) {}
