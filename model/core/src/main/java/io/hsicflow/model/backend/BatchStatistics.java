package io.hsicflow.model.backend;

/**
 * Statistics of a batch over all but its channels.
 *
 * @param mean [c]
 * @param variance [c], biased, from two passes or merged moments
 */
public record BatchStatistics(Tensor mean, Tensor variance) {}
