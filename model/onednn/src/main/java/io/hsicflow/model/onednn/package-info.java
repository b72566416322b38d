/**
 * The tensor backend on oneDNN (CPU), the fastest there. Activations stay in oneDNN's own blocked
 * layout from the stem to the pooling; convolutions, batch norm (fused with the rectifier both
 * ways), residual sums and pooling are its primitives, made once for a shape and used again; so are
 * products of matrices. What is left of small matrices and flat vectors are the Java loops of
 * {@link io.hsicflow.model.host} over the same native memory.
 *
 * <p>Weights are brought into oneDNN's layout when they have changed, once a step.
 *
 * <p>In mixed precision activations and these copies of weights are in bfloat16. Everything else is
 * in float: parameters and their gradients, statistics, matrices, and the means behind the last
 * activation, which are embeddings.
 *
 * <p>Every primitive runs on the thread that calls it, with OpenMP threads of its own only from
 * four threads on: the two views of a batch run side by side on two.
 */
package io.hsicflow.model.onednn;
