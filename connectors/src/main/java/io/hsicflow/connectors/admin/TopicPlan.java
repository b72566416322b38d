package io.hsicflow.connectors.admin;

import io.hsicflow.connectors.control.ControlOptions;
import io.hsicflow.connectors.sink.DeadLetterLimits;
import io.hsicflow.connectors.sink.DeadLetterOptions;
import io.hsicflow.connectors.sink.EmbeddingsOptions;
import io.hsicflow.connectors.sink.EvaluationsOptions;
import io.hsicflow.connectors.sink.SnapshotsTopicOptions;
import io.hsicflow.connectors.source.ImagesOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.common.config.TopicConfig;

/**
 * All topics of a configuration as they should be. Images, embeddings and rejected records follow
 * the brokers' retention. Embeddings are not compacted: two images with one id, and one image
 * embedded by two snapshots, are two embeddings. Snapshots and evaluations are compacted by keys
 * that name them fully: nothing but repetitions is cleaned away. Probe images stay for ever.
 */
public final class TopicPlan {
  private static final String DELETE = "delete";
  private static final String COMPACT = "compact";

  private TopicPlan() {}

  /**
   * The topics that the options name, each once, in a fixed order; none for a pattern of topics.
   */
  public static List<PlannedTopic> of(Configuration conf) {
    int many = conf.get(TopicOptions.IMAGE_PARTITIONS);
    long imageBytes = conf.get(TopicOptions.IMAGE_BYTES).getBytes();
    if (many < 1 || imageBytes < 1 || imageBytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "topics.image-partitions is "
              + many
              + " and topics.image-bytes is "
              + imageBytes
              + ", but both must be at least 1, and the latter below 2 GiB.");
    }
    List<PlannedTopic> topics = new ArrayList<>();
    if (conf.getOptional(ImagesOptions.TOPIC_PATTERN).isEmpty()) {
      conf.get(ImagesOptions.TOPICS)
          .forEach(name -> topics.add(topic(name, "images", many, DELETE, imageBytes)));
    }
    conf.getOptional(ImagesOptions.EMBED_TOPICS)
        .orElse(List.of())
        .forEach(name -> topics.add(topic(name, "images", many, DELETE, imageBytes)));
    conf.getOptional(ImagesOptions.PROBE_TOPIC)
        .ifPresent(name -> topics.add(forEver(topic(name, "probe images", 1, DELETE, imageBytes))));
    topics.add(topic(conf.get(EmbeddingsOptions.TOPIC), "embeddings", many, DELETE, 0));
    topics.add(
        topic(
            conf.get(DeadLetterOptions.TOPIC),
            "rejected records",
            many,
            DELETE,
            DeadLetterLimits.maxRecordBytes(conf)));
    topics.add(topic(conf.get(SnapshotsTopicOptions.TOPIC), "snapshots", 1, COMPACT, 0));
    topics.add(topic(conf.get(EvaluationsOptions.TOPIC), "evaluations", 1, COMPACT, 0));
    conf.getOptional(ControlOptions.TOPIC)
        .ifPresent(name -> topics.add(topic(name, "changes of the learner", 1, DELETE, 0)));
    Map<String, PlannedTopic> byName = new LinkedHashMap<>();
    topics.forEach(topic -> byName.putIfAbsent(topic.name(), topic));
    return List.copyOf(byName.values());
  }

  private static PlannedTopic topic(
      String name, String purpose, int partitions, String cleanUp, long maxBytes) {
    long bytes = Math.max(maxBytes, TopicOptions.KAFKA_MAX_MESSAGE_BYTES);
    return new PlannedTopic(
        name,
        purpose,
        partitions,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            cleanUp,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Long.toString(bytes)));
  }

  private static PlannedTopic forEver(PlannedTopic topic) {
    Map<String, String> properties = new LinkedHashMap<>(topic.properties());
    properties.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    return new PlannedTopic(topic.name(), topic.purpose(), topic.partitions(), properties);
  }
}
