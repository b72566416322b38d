package io.hsicflow.model.backend;

/**
 * What a batch norm's forward pass in training mode leaves: its output and the statistics it used.
 *
 * @param output the normalised (and rectified, where asked) values, in the shape of the input
 * @param mean [c]
 * @param variance [c], biased
 */
public record BatchNormOutput(Tensor output, Tensor mean, Tensor variance) {}
