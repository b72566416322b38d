/**
 * What an embedding is worth, in numbers: nearest-neighbour accuracy ({@link
 * io.hsicflow.model.metrics.NearestNeighbours}, {@link io.hsicflow.model.metrics.NeighbourVote}), a
 * linear classifier's ({@link io.hsicflow.model.metrics.LinearProbe}, {@link
 * io.hsicflow.model.metrics.LinearLayer}), and what can be said without labels ({@link
 * io.hsicflow.model.metrics.RankMe}, {@link io.hsicflow.model.metrics.Alignment}, {@link
 * io.hsicflow.model.metrics.Uniformity}, {@link io.hsicflow.model.metrics.EmbeddingDeviation},
 * {@link io.hsicflow.model.metrics.EmbeddingDrift}, {@link io.hsicflow.model.metrics.WindowDrift},
 * {@link io.hsicflow.model.metrics.Novelty}). Plain loops over float rows, sums in double; no
 * tensor backend is needed.
 */
package io.hsicflow.model.metrics;
