/**
 * The tensor backend on oneDNN (CPU), the fastest there. Activations stay in oneDNN's own blocked
 * layout from the stem to the pooling; convolutions, batch norm (fused with the rectifier both
 * ways), residual sums and pooling are its primitives, made once for a shape and used again; so are
 * products of matrices. What is left of small matrices and flat vectors are the Java loops of
 * {@link io.hsicflow.model.host} over the same native memory.
 *
 * <p>Weights are brought into oneDNN's layout when they have changed, once a step.
 *
 * <p>Every primitive runs on the thread that calls it, with OpenMP threads of its own only from
 * four threads on: the two views of a batch run side by side on two.
 */
package io.hsicflow.model.onednn;
