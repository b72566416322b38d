package io.hsicflow.connectors.admin;

import java.util.Map;

/**
 * What one of our topics should be like.
 *
 * @param purpose what is in it, for messages
 * @param partitions how many at least
 * @param properties of the topic, by Kafka's names
 */
public record PlannedTopic(
    String name, String purpose, int partitions, Map<String, String> properties) {
  public PlannedTopic {
    properties = Map.copyOf(properties);
  }
}
