package io.hsicflow.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hsicflow.connectors.admin.PlannedTopic;
import io.hsicflow.connectors.admin.TopicPlan;
import io.hsicflow.connectors.kafka.ClientNames;
import io.hsicflow.connectors.source.ImagesOptions;
import io.hsicflow.pipeline.job.HsicflowJob;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.pipeline.job.Role;
import io.hsicflow.pipeline.run.JobTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manifests set is what the job, Flink and the operator make something of. */
class RenderedSettingsTest {
  @TempDir private Path root;

  static List<FlinkJob> jobs() {
    return Rendering.all().stream().flatMap(rendering -> rendering.jobs().stream()).toList();
  }

  /** Those whose TaskManagers are all alike. */
  static List<FlinkJob> nativeJobs() {
    return jobs().stream().filter(FlinkJob::isNative).toList();
  }

  static List<Rendering> renderings() {
    return Rendering.all();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void jobReadsItsSettingsAndMakesItsGraph(FlinkJob job) throws IOException {
    Configuration settings = job.settings(root);

    assertThat(settings.toMap())
        .containsEntry("kafka.sasl.jaas.config", "made up")
        .containsEntry("kafka.ssl.truststore.location", "/run/secrets/kafka-ca/ca.crt");
    assertThat(HsicflowJob.graph(settings).getStreamNodes()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("nativeJobs")
  void oneTaskManagerHasTheSlotsThatTheJobTakes(FlinkJob job) throws IOException {
    int taken = job.slots(job.settings(root)).values().stream().mapToInt(Integer::intValue).sum();

    assertThat(job.flinkConfiguration().get(TaskManagerOptions.NUM_TASK_SLOTS)).isEqualTo(taken);
    assertThat(job.spec().at("/job/parallelism").asInt()).isEqualTo(taken);
  }

  /** The operator asks for savepoints, and looks for checkpoints, by Flink's configuration. */
  @ParameterizedTest
  @MethodSource("jobs")
  void operatorLooksForStateWhereTheJobPutsIt(FlinkJob job) throws IOException {
    Configuration settings = job.settings(root);
    Configuration flink = job.flinkConfiguration();

    for (ConfigOption<String> folder :
        List.of(
            CheckpointingOptions.CHECKPOINTS_DIRECTORY, CheckpointingOptions.SAVEPOINT_DIRECTORY)) {
      assertThat(new org.apache.flink.core.fs.Path(flink.get(folder)))
          .isEqualTo(new org.apache.flink.core.fs.Path(settings.get(folder)));
    }
    assertThat(job.spec().at("/job/upgradeMode").asText()).isEqualTo("savepoint");
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everySettingOfFlinkIsOneThatItKnows(FlinkJob job) {
    assertThat(job.flinkConfiguration().keySet())
        .allSatisfy(key -> assertThat(FlinkKeys.known(key)).as(key).isTrue());
    assertThat(job.flinkConfiguration().keySet())
        .as("secrets that the rendering would show")
        .noneMatch(GlobalConfiguration::isSensitive);
  }

  /** The same sum as Flink makes of it when a TaskManager starts. */
  @ParameterizedTest
  @MethodSource("nativeJobs")
  void memoryAddsUpAndTensorsHaveMoreThanTheHeap(FlinkJob job) {
    Configuration flink = job.flinkConfiguration();
    TaskExecutorProcessSpec memory = job.taskManager();

    assertThat(memory.getTaskOffHeapSize())
        .isEqualTo(flink.get(TaskManagerOptions.TASK_OFF_HEAP_MEMORY))
        .isGreaterThan(memory.getTaskHeapSize());
    assertThat(memory.getTaskHeapSize()).isGreaterThan(MemorySize.ofMebiBytes(1024));
    assertThat(memory.getManagedMemorySize()).isEqualTo(MemorySize.ZERO);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobManagerThatDiesGoesOnFromTheLastCheckpoint(FlinkJob job) {
    Configuration flink = job.flinkConfiguration();
    String checkpoints = flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);

    assertThat(flink.get(HighAvailabilityOptions.HA_MODE)).isEqualTo("kubernetes");
    assertThat(flink.get(HighAvailabilityOptions.HA_STORAGE_PATH))
        .startsWith(checkpoints.substring(0, checkpoints.lastIndexOf('/') + 1))
        .isNotEqualTo(checkpoints);
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void topicsAreThoseThatTopicsCreateWouldMake(Rendering rendering) throws IOException {
    for (FlinkJob job : rendering.jobs()) {
      List<PlannedTopic> planned = TopicPlan.of(job.settings(root));
      Map<String, Manifest> topics =
          rendering.of(Rendering.Kind.KafkaTopic).stream()
              .collect(Collectors.toMap(Manifest::name, topic -> topic));

      assertThat(topics).containsOnlyKeys(planned.stream().map(PlannedTopic::name).toList());
      for (PlannedTopic plan : planned) {
        JsonNode spec = topics.get(plan.name()).spec();
        assertThat(spec.get("partitions").asInt()).as(plan.name()).isEqualTo(plan.partitions());
        assertThat(Manifest.strings(spec.get("config")))
            .as(plan.name())
            .isEqualTo(plan.properties());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void userMayDoWhatTheJobDoes(FlinkJob job) throws IOException {
    Configuration settings = job.settings(root);
    List<Role> roles = settings.get(JobOptions.ROLES);
    Set<String> read = new TreeSet<>(settings.get(ImagesOptions.TOPICS));

    for (PlannedTopic topic : JobTopics.of(settings)) {
      String operation = read.contains(topic.name()) ? "Read" : "Write";
      assertThat(allowed(job, "topic", topic.name())).contains(operation, "Describe");
    }
    for (Role role : roles) {
      ClientNames names = new ClientNames(settings.get(JobOptions.NAME), role.toString());
      assertThat(allowed(job, "group", names.groupId())).contains("Read");
      assertThat(allowed(job, "transactionalId", names.transactionalIdPrefix("embeddings") + "-0"))
          .contains("Write");
    }
  }

  private static Set<String> allowed(FlinkJob job, String type, String name) {
    Set<String> operations = new TreeSet<>();
    for (Manifest user : job.rendering().of(Rendering.Kind.KafkaUser)) {
      for (JsonNode rule : user.spec().at("/authorization/acls")) {
        JsonNode resource = rule.get("resource");
        String named = resource.path("name").asText();
        boolean fits =
            resource.path("patternType").asText("literal").equals("prefix")
                ? name.startsWith(named)
                : name.equals(named);
        if (resource.get("type").asText().equals(type) && fits) {
          rule.get("operations").forEach(operation -> operations.add(operation.asText()));
        }
      }
    }
    return operations;
  }
}
