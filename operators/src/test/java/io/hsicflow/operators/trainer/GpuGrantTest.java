package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.BackendSetup;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.operators.clock.ManualClock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.util.MockStreamingRuntimeContext;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // an environment throws what it likes on closing
class GpuGrantTest {

  private static final FakeBackendProvider PROCESSOR =
      FakeBackendProvider.onCpu("host", 10, Map.of(Precision.FLOAT32, 1));
  private static final FakeBackendProvider GPU =
      FakeBackendProvider.onCpu("gpu", 5, Map.of(Precision.FLOAT32, 1)).onCuda();
  private static final GpuGrant NONE = new GpuGrant("gpu", List.of());
  private static final GpuGrant SECOND = new GpuGrant("gpu", List.of(1));

  private BackendOpening opening;

  @Test
  void flinkIsAskedByTheNameOfTheResource() throws Exception {
    assertThat(asked(Map.of(), "gpu", "1", "0")).isEqualTo(new GpuGrant("gpu", List.of(0, 1)));
    assertThat(asked(Map.of(), "fpga", "0")).isEqualTo(NONE);
    assertThat(asked(Map.of("learner.gpu-resource", "cards"), "cards", "3"))
        .isEqualTo(new GpuGrant("cards", List.of(3)));
    assertThat(asked(Map.of("learner.gpu-resource", ""), "gpu", "0").isGiven()).isFalse();
  }

  @Test
  void aResourceWithoutANumberIsRefusedWithWhatToSet() {
    assertThatThrownBy(() -> asked(Map.of(), "gpu", "MIG-3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("index = 'MIG-3', which is no GPU's number")
        .hasMessageContaining(
            "external-resource.gpu.driver-factory.class to org.apache.flink.externalresource.gpu.GPUDriverFactory");
    assertThatThrownBy(() -> asked(Map.of(), "gpu", (String) null))
        .hasMessageContaining("index = ''");
  }

  @Test
  void theGrantedGpuIsTheDeviceBeforeWhatIsPreferredOtherwise() {
    assertThat(fresh(Map.of(), NONE).backend()).isEqualTo("host");
    assertThat(fresh(Map.of(), SECOND))
        .isEqualTo(new BackendSetup("gpu", Precision.FLOAT32, "cuda", 1));
    assertThat(openedOn()).isEqualTo("cuda:1");
    assertThat(opening.grantRemark()).isEmpty();
    fresh(Map.of("learner.device", "cuda"), SECOND);
    assertThat(openedOn()).isEqualTo("cuda:1");
    fresh(Map.of("learner.device", "cuda:1"), SECOND);
    assertThat(openedOn()).isEqualTo("cuda:1");
  }

  @Test
  void aGpuThatWasNotGrantedIsRefusedWhereAnotherWas() {
    assertThatThrownBy(() -> fresh(Map.of("learner.device", "cuda:0"), SECOND))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "learner.device = cuda:0, and Flink granted the GPU 1 (external resource 'gpu'): set it to cuda or auto")
        .hasMessageContaining("learner.gpu-resource to nothing");
  }

  @Test
  void ofSeveralTheFirstIsTakenAndThatIsTold() {
    GpuGrant both = new GpuGrant("gpu", List.of(0, 1));

    fresh(Map.of(), both);
    assertThat(openedOn()).isEqualTo("cuda:0");
    assertThat(opening.grantRemark().orElseThrow())
        .startsWith("Flink granted the GPUs 0, 1 (external resource 'gpu'), of which one is used")
        .contains("external-resource.gpu.amount to 1");
    fresh(Map.of("learner.device", "cuda:1"), both);
    assertThat(openedOn()).isEqualTo("cuda:1");
  }

  @Test
  void aGrantThatNoBackendCanUseIsToldWithTheReasonsAndTheProcessorComputes() {
    assertThat(fresh(Map.of("learner.backend", "host"), SECOND).device()).isEqualTo("cpu");
    assertThat(opening.grantRemark().orElseThrow())
        .startsWith("Flink granted the GPU 1 (external resource 'gpu'), and it is not used: ")
        .contains("host: It computes on the processor, and the device 'cuda:1' was asked for");

    assertThat(opened(Map.of(), SECOND, null, PROCESSOR, GPU.gone("Built for processors alone.")))
        .isEqualTo(new BackendSetup("host", Precision.FLOAT32, "cpu", 1));
    assertThat(opening.grantRemark().orElseThrow())
        .contains("gpu: Built for processors alone.", "host: It computes on the processor");
  }

  @Test
  void theProcessorIsTakenWhereItIsSetAndTheUnusedGrantIsTold() {
    assertThat(fresh(Map.of("learner.device", "cpu"), SECOND).device()).isEqualTo("cpu");
    assertThat(opening.grantRemark().orElseThrow())
        .endsWith("it is not used: learner.device is cpu.");
  }

  @Test
  void aGpuThatFlinkDoesNotKnowOfComputesAndWhatToSetIsTold() {
    fresh(Map.of("learner.device", "cuda"), NONE);
    assertThat(openedOn()).isEqualTo("cuda");
    assertThat(opening.grantRemark().orElseThrow())
        .startsWith("A GPU computes that Flink does not know of")
        .contains(
            "external-resources: gpu",
            "external-resource.gpu.driver-factory.class: org.apache.flink.externalresource.gpu.GPUDriverFactory",
            "external-resource.gpu.amount: 1");
    fresh(Map.of("learner.device", "cuda"), new GpuGrant("", List.of()));
    assertThat(opening.grantRemark()).isEmpty();
  }

  @Test
  void aRestoredTrainerStaysOnTheKindOfDeviceThatItsStateWasMadeOn() {
    opened(Map.of(), SECOND, new BackendSetup("gpu", Precision.FLOAT32, "cuda", 1), GPU);
    assertThat(openedOn()).isEqualTo("cuda:1");

    BackendSetup host = new BackendSetup("host", Precision.FLOAT32, "cpu", 1);
    assertThat(opened(Map.of(), SECOND, host, PROCESSOR, GPU)).isEqualTo(host);
    assertThat(opening.remark()).isEmpty();
    assertThat(opening.grantRemark().orElseThrow())
        .contains("not used: the state was made on the processor; set learner.device = cuda");
    opened(
        Map.of("learner.device", "cuda", "learner.backend", "gpu"), SECOND, host, PROCESSOR, GPU);
    assertThat(openedOn()).isEqualTo("cuda:1");
  }

  private static String openedOn() {
    return GPU.opened().get(GPU.opened().size() - 1);
  }

  private BackendSetup fresh(Map<String, String> options, GpuGrant grant) {
    return opened(options, grant, null, PROCESSOR, GPU);
  }

  private BackendSetup opened(
      Map<String, String> options,
      GpuGrant grant,
      BackendSetup recorded,
      FakeBackendProvider... providers) {
    Configuration config = TrainerHarness.configuration(options);
    opening =
        new BackendOpening(
            config,
            LearnerOptions.settings(config),
            new BackendSet(List.of(providers)),
            new ManualClock(),
            grant);
    try (Backend backend = recorded == null ? opening.open() : opening.open(recorded)) {
      return BackendSetup.of(backend);
    }
  }

  private static GpuGrant asked(Map<String, String> options, String resource, String... indexes)
      throws Exception {
    Set<ExternalResourceInfo> granted =
        Arrays.stream(indexes).map(Granted::new).collect(Collectors.toSet());
    try (MockEnvironment environment =
        new MockEnvironmentBuilder()
            .setExternalResourceInfoProvider(name -> name.equals(resource) ? granted : Set.of())
            .build()) {
      return GpuGrant.ask(
          new MockStreamingRuntimeContext(1, 0, environment), Configuration.fromMap(options));
    }
  }

  /** A resource of one property; of none where it is null. */
  private record Granted(String index) implements ExternalResourceInfo {
    @Override
    public Optional<String> getProperty(String key) {
      return key.equals("index") ? Optional.ofNullable(index) : Optional.empty();
    }

    @Override
    public Collection<String> getKeys() {
      return List.of("index");
    }
  }
}
