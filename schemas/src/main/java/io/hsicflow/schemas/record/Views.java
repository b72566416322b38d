package io.hsicflow.schemas.record;

/**
 * The two views of an example, each size * size * 3 bytes, row by row, red green blue.
 *
 * @param label the class of the image, or null where not known
 */
public record Views(
    long sequence, long step, int rank, int slot, String label, byte[] view1, byte[] view2) {}
