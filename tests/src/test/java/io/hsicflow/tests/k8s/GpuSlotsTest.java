package io.hsicflow.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.operators.trainer.TrainerSlotOptions;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.pipeline.job.JobSlotOptions;
import io.hsicflow.pipeline.job.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In the overlay {@code gpu} every slot finds a TaskManager, whichever comes first: the trainer's
 * is on the one with the GPU, where no other fits.
 */
class GpuSlotsTest {
  private static final String DEFINE = "-D";

  private final Rendering overlay =
      Rendering.all().stream()
          .filter(rendering -> rendering.overlay().equals("gpu"))
          .findFirst()
          .orElseThrow();
  private final FlinkJob job = overlay.jobs().get(0);
  private final JsonNode gpuPod =
      overlay.of(Rendering.Kind.Deployment).get(0).spec().get("template");

  @TempDir private Path root;
  private Configuration settings;

  @BeforeEach
  void readSettings() throws IOException {
    settings = job.settings(root);
  }

  /** The configuration of the TaskManager with the GPU: the job's, with its arguments over it. */
  private Configuration gpuConfiguration() {
    Map<String, String> values = new TreeMap<>(job.flinkConfiguration().toMap());
    for (JsonNode argument : FlinkJob.container(gpuPod).get("args")) {
      String text = argument.asText();
      if (text.startsWith(DEFINE)) {
        int equals = text.indexOf('=');
        values.put(text.substring(DEFINE.length(), equals), text.substring(equals + 1));
      }
    }
    return Configuration.fromMap(values);
  }

  private TaskExecutorProcessSpec gpuTaskManager() {
    return TaskExecutorProcessUtils.processSpecFromConfig(gpuConfiguration());
  }

  @Test
  void theTrainerFitsTheTaskManagerWithTheGpu() {
    SlotSharingGroup slot = TrainerSlotOptions.slot(settings).orElseThrow();
    TaskExecutorProcessSpec gpu = gpuTaskManager();

    assertThat(slot.getCpuCores().orElseThrow())
        .isLessThanOrEqualTo(gpu.getCpuCores().getValue().doubleValue());
    assertThat(slot.getTaskHeapMemory().orElseThrow()).isLessThanOrEqualTo(gpu.getTaskHeapSize());
    assertThat(slot.getTaskOffHeapMemory().orElseThrow())
        .isLessThanOrEqualTo(gpu.getTaskOffHeapSize());
    assertThat(slot.getManagedMemory().orElse(MemorySize.ZERO))
        .isLessThanOrEqualTo(gpu.getManagedMemorySize());
    assertThat(slot.getExternalResources()).containsOnly(Map.entry("gpu", 1.0));
  }

  /** Embedders read the same settings as the trainer, where there is no GPU. */
  @Test
  void backendAndDeviceAreWhatEachTaskManagerHas() {
    assertThat(settings.get(LearnerOptions.BACKEND)).isEqualTo("auto");
    assertThat(settings.get(LearnerOptions.DEVICE)).isEqualTo("auto");
    assertThat(settings.get(JobOptions.ROLES)).contains(Role.TRAIN, Role.EMBED);
  }

  @Test
  void noOtherSlotFitsThere() {
    assertThat(settings.get(JobSlotOptions.MANAGED))
        .isGreaterThan(gpuTaskManager().getManagedMemorySize());
  }

  @Test
  void allOtherSlotsFitTheTaskManagersOfTheOperator() {
    TaskExecutorProcessSpec one = job.taskManager();
    long fitting =
        Math.min(
            (long) (one.getCpuCores().getValue().doubleValue() / settings.get(JobSlotOptions.CPUS)),
            Math.min(
                times(one.getTaskHeapSize(), settings.get(JobSlotOptions.HEAP)),
                Math.min(
                    times(one.getTaskOffHeapSize(), settings.get(JobSlotOptions.OFF_HEAP)),
                    times(one.getManagedMemorySize(), settings.get(JobSlotOptions.MANAGED)))));
    Map<String, Integer> slots = job.slots(settings);
    int replicas = job.spec().at("/taskManager/replicas").asInt();

    assertThat(slots).containsEntry(TrainerSlotOptions.SLOTS, 1).hasSize(2);
    assertThat(fitting)
        .isEqualTo(job.flinkConfiguration().get(TaskManagerOptions.NUM_TASK_SLOTS).longValue());
    assertThat(fitting * replicas).isEqualTo(slots.get("default").longValue());
  }

  private static long times(MemorySize whole, MemorySize part) {
    return whole.getBytes() / part.getBytes();
  }

  @Test
  void theContainerHasTheGpuAndTheMemoryThatFlinkCountsOn() {
    JsonNode limits = FlinkJob.container(gpuPod).at("/resources/limits");
    Configuration flink = gpuConfiguration();

    assertThat(limits.get("nvidia.com/gpu").asText())
        .isEqualTo(flink.toMap().get("external-resource.gpu.amount"));
    assertThat(Quantities.bytes(limits.get("memory").asText()))
        .isEqualTo(gpuTaskManager().getTotalProcessMemorySize().getBytes());
    assertThat(limits.get("cpu").asDouble())
        .isEqualTo(gpuTaskManager().getCpuCores().getValue().doubleValue());
    assertThat(flink.keySet()).allSatisfy(key -> assertThat(FlinkKeys.known(key)).as(key).isTrue());
  }
}
