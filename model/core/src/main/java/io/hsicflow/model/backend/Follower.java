package io.hsicflow.model.backend;

/**
 * A moving average that goes after parameters once they are updated: {@code average += weight *
 * (parameters - average)}.
 *
 * @param average as many numbers as the parameters
 */
public record Follower(Tensor average, double weight) {}
