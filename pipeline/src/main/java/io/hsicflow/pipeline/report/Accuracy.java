package io.hsicflow.pipeline.report;

/**
 * How often a snapshot was right, as a share; NaN where that was not measured.
 *
 * @param images learned from until then
 * @param knn by its nearest neighbours
 * @param linear by a linear classifier of its embeddings
 */
record Accuracy(double images, double knn, double linear) {}
