/**
 * Replay: which images of the past take places of the training sequence beside the fresh ones, for
 * streams that come in the order of time and not shuffled. A {@link
 * io.hsicflow.operators.replay.BufferedReplay} holds images on shelves, one for each source where
 * sources are to share fairly; a {@link io.hsicflow.operators.replay.Ranking} says which image of a
 * shelf goes first when room is short: the oldest, the one of the largest random number, or one of
 * the two most alike. A {@link io.hsicflow.operators.replay.RepeatedBatch} holds one batch.
 *
 * <p>Images and what is known of them are written to keyed state as they come and go, and pixels
 * are read only when an image is drawn, so that a state backend on disk holds buffers larger than
 * memory. Beside that, 60 to 120 bytes for each held image are kept in memory.
 */
package io.hsicflow.operators.replay;
