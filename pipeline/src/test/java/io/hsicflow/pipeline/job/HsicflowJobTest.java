package io.hsicflow.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.pipeline.UserException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.clusterframework.types.ResourceProfile;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The graph of Kafka ends without a broker: in arrival order none is asked. */
class HsicflowJobTest {
  private static final Map<String, String> ALL_ROLES =
      Map.of("job.roles", "train;embed;evaluate", "probe.topic", "probe");

  @Test
  void bothRolesHaveTheirOwnSourceGateAndDeadLetters() {
    Map<String, StreamNode> nodes = nodes(Map.of());

    assertThat(nodes.keySet())
        .contains(
            "train-images",
            "train-gate",
            "train-gate-split",
            "train-dead-letters",
            "sequencer",
            "augmenter",
            "trainer",
            "snapshots",
            "embed-images",
            "embed-gate",
            "embed-gate-split",
            "embed-dead-letters",
            "embedder",
            "embeddings");
  }

  @Test
  void aRoleAloneHasNothingOfTheOther() {
    assertThat(nodes(Map.of("job.roles", "train")).keySet())
        .contains("trainer")
        .noneMatch(uid -> uid.startsWith("embed"));
    assertThat(nodes(Map.of("job.roles", "embed")).keySet())
        .contains("embedder")
        .noneMatch(uid -> uid.startsWith("train"))
        .doesNotContain("sequencer", "snapshots");
  }

  @Test
  void theEvaluatorHasNoInputAndASlotOfItsOwn() {
    Map<String, StreamNode> nodes = nodes(ALL_ROLES);

    StreamNode evaluator = nodes.get("evaluator");
    assertThat(evaluator.getInEdges()).isEmpty();
    assertThat(evaluator.getParallelism()).isEqualTo(1);
    assertThat(evaluator.getSlotSharingGroup()).isEqualTo("evaluate");
    assertThat(nodes.get("evaluations").getSlotSharingGroup()).isEqualTo("evaluate");
    assertThat(nodes.entrySet())
        .filteredOn(node -> !node.getKey().contains("evaluat"))
        .noneMatch(node -> "evaluate".equals(node.getValue().getSlotSharingGroup()));
  }

  @Test
  void theTrainerAndTheSinksBehindItMayHaveASlotOfTheirOwn() {
    Map<String, StreamNode> nodes =
        nodes(Map.of("trainer.own-slot", "true", "job.metrics-csv", "/tmp/m.csv"));

    assertThat(nodes.entrySet())
        .filteredOn(node -> "train".equals(node.getValue().getSlotSharingGroup()))
        .extracting(Map.Entry::getKey)
        .contains("trainer", "snapshots", "progress")
        .doesNotContain("sequencer", "augmenter", "train-gate", "train-dead-letters", "embedder");
  }

  @Test
  void slotsHaveTheResourcesThatAreSet() {
    Map<String, String> settings = new HashMap<>(ALL_ROLES);
    settings.putAll(
        Map.of(
            "trainer.own-slot", "true",
            "trainer.slot-cpus", "2",
            "trainer.slot-heap", "1 gb",
            "trainer.slot-gpus", "1",
            "job.slot-cpus", "1",
            "job.slot-heap", "512 mb"));
    StreamGraph graph = graph(settings);

    ResourceProfile trainer = graph.getSlotSharingGroupResource("train").orElseThrow();
    assertThat(trainer.getExtendedResources().get("gpu").getValue().doubleValue()).isEqualTo(1);
    assertThat(trainer.getTaskHeapMemory()).isEqualTo(MemorySize.ofMebiBytes(1024));
    for (String others : List.of("default", "evaluate")) {
      ResourceProfile slot = graph.getSlotSharingGroupResource(others).orElseThrow();
      assertThat(slot.getTaskHeapMemory()).isEqualTo(MemorySize.ofMebiBytes(512));
      assertThat(slot.getExtendedResources()).isEmpty();
    }
    assertThatThrownBy(() -> graph(Map.of("job.slot-cpus", "1")))
        .hasMessageContaining("job.slot-cpus is 1.0 and job.slot-heap is 0 bytes");
  }

  @Test
  void theTrainingNotesItsEndForAnEvaluatorOfItsJobOnly() {
    assertThat(nodes(ALL_ROLES).keySet()).contains("training-end");
    assertThat(nodes(Map.of()).keySet()).doesNotContain("training-end", "evaluator");
    assertThat(nodes(Map.of("job.roles", "evaluate", "probe.topic", "probe")).keySet())
        .contains("evaluator", "evaluations")
        .noneMatch(uid -> uid.startsWith("train") || uid.startsWith("embed"));
  }

  @Test
  void theDashboardShowsTheSettingsAndNoSecret() {
    Map<String, String> shown =
        graph(
                Map.of(
                    "learner.width",
                    "16",
                    "kafka.sasl.jaas.config",
                    "X required password=\"hush\";",
                    "registry.token",
                    "hush"))
            .getExecutionConfig()
            .getGlobalJobParameters()
            .toMap();

    assertThat(shown)
        .containsEntry("learner.width", "16")
        .containsEntry("kafka.sasl.jaas.config", GlobalConfiguration.HIDDEN_CONTENT)
        .containsEntry("registry.token", GlobalConfiguration.HIDDEN_CONTENT);
    assertThat(shown.values()).noneMatch(value -> value.contains("hush"));
  }

  @Test
  void everyOperatorHasAUid() {
    Map<String, String> all = new HashMap<>(ALL_ROLES);
    all.put("job.metrics-csv", "/tmp/metrics.csv");
    all.put("job.tensorboard", "/tmp/tensorboard");
    StreamGraph graph = graph(all);

    assertThat(graph.getStreamNodes())
        .allSatisfy(
            node -> assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotNull());
  }

  @Test
  void sequencerAndTrainerAreOneTaskAndCanOnlyBeOne() {
    Map<String, StreamNode> nodes =
        nodes(Map.of("parallelism.default", "7", "job.augmenter-tasks", "3"));

    for (String one : List.of("sequencer", "trainer")) {
      assertThat(nodes.get(one).getParallelism()).as(one).isEqualTo(1);
      assertThat(nodes.get(one).getMaxParallelism()).as(one).isEqualTo(1);
    }
    assertThat(nodes.get("augmenter").getParallelism()).isEqualTo(3);
  }

  @Test
  void sourceAndGateHaveTheirOptionsParallelism() {
    Map<String, StreamNode> nodes =
        nodes(Map.of("job.source-tasks", "2", "job.embed-tasks", "4", "parallelism.default", "7"));

    assertThat(
            List.of("train-images", "train-gate", "train-gate-split").stream()
                .map(uid -> nodes.get(uid).getParallelism()))
        .containsOnly(2);
    assertThat(
            List.of("embed-images", "embed-gate", "embedder", "embeddings").stream()
                .map(uid -> nodes.get(uid).getParallelism()))
        .containsOnly(4);
  }

  @Test
  void progressGoesToAFileWhereOneIsNamed() {
    assertThat(nodes(Map.of()).keySet()).doesNotContain("progress");
    assertThat(nodes(Map.of("job.metrics-csv", "/tmp/m.csv")).keySet()).contains("progress");
  }

  @Test
  void eventsOfTensorBoardAreWrittenWhereAFolderIsNamed() {
    assertThat(nodes(Map.of()).keySet()).noneMatch(uid -> uid.startsWith("tensorboard"));
    assertThat(nodes(Map.of("job.tensorboard", "/tmp/tensorboard")).keySet())
        .contains("tensorboard-scalars", "shown-views", "tensorboard-views");
  }

  @Test
  void aJobWithoutARoleIsRefused() {
    Configuration settings = FlinkSettings.complete(new Configuration());
    settings.set(JobOptions.ROLES, List.of());

    assertThatThrownBy(() -> HsicflowJob.graph(settings))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("job.roles is empty");
  }

  private static Map<String, StreamNode> nodes(Map<String, String> settings) {
    return graph(settings).getStreamNodes().stream()
        .filter(node -> node.getTransformationUID() != null)
        .collect(Collectors.toMap(StreamNode::getTransformationUID, Function.identity()));
  }

  private static StreamGraph graph(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(Map.of("job.folder", "/tmp/hsicflow-test"));
    all.putAll(settings);
    return HsicflowJob.graph(FlinkSettings.complete(Configuration.fromMap(all)));
  }
}
