package io.hsicflow.pipeline.run;

import io.hsicflow.connectors.admin.PlannedTopic;
import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.pipeline.UserException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/**
 * Asks the brokers before a job starts: inside it a missing topic shows only after restarts and
 * minutes.
 */
final class MissingTopics {
  private MissingTopics() {}

  /**
   * Looks for the topics that the roles of the job read and write.
   *
   * @throws UserException if one is missing
   * @throws IllegalStateException if the brokers do not answer
   */
  static void refuse(Configuration settings) {
    List<PlannedTopic> plan = JobTopics.of(settings);
    try (Topics topics = Topics.at(settings)) {
      List<PlannedTopic> missing = topics.missing(plan);
      if (!missing.isEmpty()) {
        throw new UserException(
            "These topics do not exist: "
                + missing.stream()
                    .map(topic -> topic.name() + " (" + topic.purpose() + ")")
                    .collect(Collectors.joining(", "))
                + ". Make them with ./hsicflow topics create and the same settings.");
      }
    }
  }
}
