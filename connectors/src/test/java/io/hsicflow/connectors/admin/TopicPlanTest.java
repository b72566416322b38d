package io.hsicflow.connectors.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class TopicPlanTest {
  @Test
  void plansEveryTopicOnceByItsOptions() {
    List<PlannedTopic> plan =
        TopicPlan.of(
            Configuration.fromMap(
                Map.of(
                    "images.topics", "a;b",
                    "embed.topics", "b;c",
                    "probe.topic", "probe",
                    "topics.image-partitions", "7")));
    assertThat(plan)
        .extracting(PlannedTopic::name)
        .containsExactly(
            "a", "b", "c", "probe", "embeddings", "dead-letters", "snapshots", "evaluations");
    assertThat(plan).extracting(PlannedTopic::partitions).containsExactly(7, 7, 7, 1, 7, 7, 1, 1);
    assertThat(plan)
        .extracting(topic -> topic.properties().get("cleanup.policy"))
        .containsExactly(
            "delete", "delete", "delete", "delete", "delete", "delete", "compact", "compact");
    assertThat(plan.get(3).properties()).containsEntry("retention.ms", "-1");
  }

  @Test
  void givesDeadLettersRoomForTheOriginalAndMore() {
    assertThat(deadLetters(Map.of()).properties()).containsEntry("max.message.bytes", "1048588");
    assertThat(deadLetters(Map.of("dead-letters.max-bytes", "8 mb")).properties())
        .containsEntry("max.message.bytes", Integer.toString((8 << 20) + (16 << 10)));
  }

  @Test
  void plansNoImageTopicForAPattern() {
    assertThat(TopicPlan.of(Configuration.fromMap(Map.of("images.topic-pattern", "cam-.*"))))
        .extracting(PlannedTopic::purpose)
        .doesNotContain("images");
  }

  @Test
  void plansATopicOfChangesOnlyWhereOneIsNamed() {
    assertThat(TopicPlan.of(new Configuration()))
        .extracting(PlannedTopic::purpose)
        .doesNotContain("changes of the learner");
    assertThat(TopicPlan.of(Configuration.fromMap(Map.of("control.topic", "control"))))
        .filteredOn(topic -> topic.name().equals("control"))
        .singleElement()
        .satisfies(
            topic -> {
              assertThat(topic.partitions()).isEqualTo(1);
              assertThat(topic.properties()).containsEntry("cleanup.policy", "delete");
            });
  }

  @Test
  void refusesNoPartitions() {
    assertThatThrownBy(
            () -> TopicPlan.of(Configuration.fromMap(Map.of("topics.image-partitions", "0"))))
        .hasMessageContaining("topics.image-partitions is 0");
  }

  private static PlannedTopic deadLetters(Map<String, String> settings) {
    return TopicPlan.of(Configuration.fromMap(settings)).stream()
        .filter(topic -> topic.name().equals("dead-letters"))
        .findFirst()
        .orElseThrow();
  }
}
