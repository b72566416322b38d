/**
 * Experiments that ask whether a part of hsicflow is worth having, answered by training with and
 * without it under equal conditions. {@code StreamOrderExperiment} asks it of replay: it trains on
 * streams that do not shuffle ({@code ClassOrder}, {@code Bursts}), with each policy, and says what
 * each encoder is worth. What is expected is written down ({@code Expectation}), and a run says for
 * each whether it came out.
 */
package io.hsicflow.pipeline.experiment;
