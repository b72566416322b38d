package io.hsicflow.pipeline.config;

import io.hsicflow.connectors.control.ControlOptions;
import io.hsicflow.connectors.sink.DeadLetterOptions;
import io.hsicflow.connectors.sink.EmbeddingsOptions;
import io.hsicflow.connectors.sink.EvaluationsOptions;
import io.hsicflow.connectors.sink.SnapshotsTopicOptions;
import io.hsicflow.connectors.source.ImagesOptions;
import java.util.List;
import org.apache.flink.configuration.ReadableConfig;

/** The topics behind the names of what they hold. */
public final class TopicNames {
  private TopicNames() {}

  /** The topic that holds {@code name} by the settings, else the topic of that very name. */
  public static String resolve(String name, ReadableConfig settings) {
    return switch (name) {
      case "images" -> firstOr(settings.get(ImagesOptions.TOPICS), name);
      case "embeddings" -> settings.get(EmbeddingsOptions.TOPIC);
      case "dead-letters" -> settings.get(DeadLetterOptions.TOPIC);
      case "snapshots" -> settings.get(SnapshotsTopicOptions.TOPIC);
      case "evaluations" -> settings.get(EvaluationsOptions.TOPIC);
      case "control" -> settings.getOptional(ControlOptions.TOPIC).orElse(name);
      default -> name;
    };
  }

  private static String firstOr(List<String> topics, String name) {
    return topics.isEmpty() ? name : topics.get(0);
  }
}
