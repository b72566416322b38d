/**
 * What an embedding is worth, in numbers: nearest-neighbour accuracy ({@link
 * io.hsicflow.model.metrics.NearestNeighbours}, {@link io.hsicflow.model.metrics.NeighbourVote})
 * and what can be said without labels ({@link io.hsicflow.model.metrics.RankMe}, {@link
 * io.hsicflow.model.metrics.Alignment}, {@link io.hsicflow.model.metrics.Uniformity}, {@link
 * io.hsicflow.model.metrics.EmbeddingDeviation}). Plain loops over float rows, sums in double; no
 * tensor backend is needed.
 */
package io.hsicflow.model.metrics;
