package io.hsicflow.model.backend;

/**
 * Softmax cross-entropy of a batch.
 *
 * @param loss mean over the labelled rows, in nats; 0 where no row has a label
 * @param correct labelled rows whose largest logit is their label's
 * @param labelled rows with a label
 */
public record CrossEntropy(double loss, int correct, int labelled) {}
