package io.hsicflow.pipeline.run;

import io.hsicflow.connectors.admin.PlannedTopic;
import io.hsicflow.connectors.admin.TopicPlan;
import io.hsicflow.connectors.control.ControlOptions;
import io.hsicflow.connectors.sink.DeadLetterOptions;
import io.hsicflow.connectors.sink.EmbeddingsOptions;
import io.hsicflow.connectors.sink.EvaluationsOptions;
import io.hsicflow.connectors.sink.SnapshotsTopicOptions;
import io.hsicflow.connectors.source.ImagesOptions;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.pipeline.job.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.Configuration;

/** The topics that the roles of a job read and write. */
public final class JobTopics {
  private JobTopics() {}

  /** As they should be; the topics that other roles alone need are left out. */
  public static List<PlannedTopic> of(Configuration settings) {
    Set<String> needed = needed(settings);
    return TopicPlan.of(settings).stream().filter(topic -> needed.contains(topic.name())).toList();
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
      settings.getOptional(ControlOptions.TOPIC).ifPresent(needed::add);
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
