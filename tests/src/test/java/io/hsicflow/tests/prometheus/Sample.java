package io.hsicflow.tests.prometheus;

import java.util.Map;

/**
 * A line of a scrape.
 *
 * @param name of the metric
 * @param labels by name
 */
public record Sample(String name, Map<String, String> labels, double value) {}
