package io.hsicflow.model.loss;

/**
 * The loss of a step and its terms (docs/method.md section 5), means over the draws.
 *
 * @param loss {@code gamma sqrt(hsicZz) - hsicZy}
 * @param hsicZy dependence of hiddens and image identity
 * @param hsicZz dependence of the hiddens on themselves
 */
public record LossValue(double loss, double hsicZy, double hsicZz) {}
