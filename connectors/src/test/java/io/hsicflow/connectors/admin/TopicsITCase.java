package io.hsicflow.connectors.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.connectors.TestTopics;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class TopicsITCase {
  @Test
  void makesWhatIsMissingAndSaysHowTheRestDiffers() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Configuration conf =
          TestTopics.conf(broker, Map.of("dead-letters.max-bytes", "3 mb", "probe.topic", "probe"));
      List<PlannedTopic> plan = TopicPlan.of(conf);
      broker.createTopic("images", 1);
      broker.createTopic("snapshots", 5);
      broker.createTopic("dead-letters", 4);
      try (Topics topics = Topics.at(conf)) {
        assertThat(topics.check(plan))
            .extracting(TopicFinding::difference)
            .containsExactlyInAnyOrder(
                "Topic probe (probe images) does not exist.",
                "Topic embeddings (embeddings) does not exist.",
                "Topic evaluations (evaluations) does not exist.",
                "Topic images (images) has 1 partitions, 4 are wanted.",
                "Topic dead-letters (rejected records) has max.message.bytes = 1048588, 3162112 is wanted.",
                "Topic snapshots (snapshots) has cleanup.policy = delete, compact is wanted.");
        assertThat(topics.check(plan))
            .extracting(TopicFinding::command)
            .contains(
                "./hsicflow topics create",
                "kafka-topics.sh --bootstrap-server "
                    + broker.bootstrapServers()
                    + " --alter --topic images --partitions 4",
                "kafka-configs.sh --bootstrap-server "
                    + broker.bootstrapServers()
                    + " --alter --entity-type topics --entity-name snapshots --add-config cleanup.policy=compact");

        assertThat(topics.create(plan))
            .extracting(PlannedTopic::name)
            .containsExactly("probe", "embeddings", "evaluations");
        assertThat(topics.create(plan)).isEmpty();
        assertThat(topics.check(plan))
            .extracting(TopicFinding::topic)
            .containsExactly("images", "dead-letters", "snapshots");
      }
    }
  }

  @Test
  void saysThatTheBrokersDoNotAnswer() {
    Configuration conf =
        Configuration.fromMap(
            Map.of(
                "kafka.bootstrap.servers", "127.0.0.1:1",
                "kafka.default.api.timeout.ms", "500",
                "kafka.request.timeout.ms", "400"));
    try (Topics topics = Topics.at(conf)) {
      assertThatThrownBy(() -> topics.check(TopicPlan.of(conf)))
          .hasMessageContaining("did not list the topics of 127.0.0.1:1")
          .hasMessageContaining("check kafka.bootstrap.servers");
    }
  }
}
