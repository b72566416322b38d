package io.hsicflow.pipeline.run;

import io.hsicflow.connectors.admin.PlannedTopic;
import io.hsicflow.connectors.admin.TopicPlan;
import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.connectors.sink.DeadLetterOptions;
import io.hsicflow.connectors.sink.EmbeddingsOptions;
import io.hsicflow.connectors.sink.EvaluationsOptions;
import io.hsicflow.connectors.sink.SnapshotsTopicOptions;
import io.hsicflow.connectors.source.ImagesOptions;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.pipeline.job.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    Set<String> needed = needed(settings);
    List<PlannedTopic> plan =
        TopicPlan.of(settings).stream().filter(topic -> needed.contains(topic.name())).toList();
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

  private static Set<String> needed(Configuration settings) {
    List<Role> roles = settings.get(JobOptions.ROLES);
    Set<String> needed = new HashSet<>();
    if (roles.contains(Role.TRAIN) || roles.contains(Role.EMBED)) {
      needed.add(settings.get(DeadLetterOptions.TOPIC));
    }
    if (roles.contains(Role.TRAIN)) {
      needed.addAll(settings.get(ImagesOptions.TOPICS));
      needed.add(settings.get(SnapshotsTopicOptions.TOPIC));
    }
    if (roles.contains(Role.EMBED)) {
      needed.addAll(
          settings
              .getOptional(ImagesOptions.EMBED_TOPICS)
              .orElseGet(() -> settings.get(ImagesOptions.TOPICS)));
      needed.add(settings.get(EmbeddingsOptions.TOPIC));
    }
    if (roles.contains(Role.EVALUATE)) {
      settings.getOptional(ImagesOptions.PROBE_TOPIC).ifPresent(needed::add);
      needed.add(settings.get(EvaluationsOptions.TOPIC));
    }
    return needed;
  }
}
