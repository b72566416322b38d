package io.hsicflow.pipeline.demo;

/**
 * Classes of the probe images, numbers from 0.
 *
 * @param bank of the images that neighbours are looked for among
 * @param query of those that are classified
 */
public record ProbeLabels(int[] bank, int[] query) {}
