package io.hsicflow.operators.replay;

/**
 * The order of a buffer, by which draws find their images; kept in state. Arrays of shelves are in
 * the order of shelves, arrays of images in that order and in the order of each shelf.
 *
 * @param fair whether each source has a shelf of its own
 * @param shelves the names of the shelves
 * @param thresholds of each shelf, as {@link Shelf#threshold}
 * @param sizes how many images each shelf holds
 * @param slots the slot of each image
 * @param similarities how much each image is like the one most like it; empty where nothing
 *     compares
 * @param neighbours the slot of that one
 * @param step the training step under way
 * @param members the slots of the images that have a place in that step
 * @param recent when the last fresh images were captured, the latest last
 */
public record BufferOrder(
    boolean fair,
    String[] shelves,
    long[] thresholds,
    int[] sizes,
    int[] slots,
    int[] similarities,
    int[] neighbours,
    long step,
    int[] members,
    long[] recent) {}
