/**
 * The learner as a stage of Flink ML: {@link io.hsicflow.operators.ml.SslHsic} trains on a table of
 * images with the job's own operators, {@link io.hsicflow.operators.ml.SslHsicModel} embeds the
 * images of a table, and {@link io.hsicflow.operators.ml.NearestNeighbours} classifies embeddings.
 * Params stand for the job's options, under the same names and with the same defaults. Model data
 * are snapshots, as safetensors.
 */
package io.hsicflow.operators.ml;
