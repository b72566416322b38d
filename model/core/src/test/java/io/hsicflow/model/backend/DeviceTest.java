package io.hsicflow.model.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
  @Test
  void gpusHaveNumbersAndTheFirstIsTheOneWithout() {
    assertThat(Device.named("cuda:0")).isEqualTo(Device.named("cuda")).isEqualTo(Device.CUDA);
    assertThat(Device.named("cuda:3").number()).isEqualTo(3);
    assertThat(Device.named("cuda:3").kindName()).isEqualTo("cuda");
    assertThat(Device.named("cuda:3")).hasToString("cuda:3");
    assertThat(Device.named("cpu")).isEqualTo(Device.CPU).hasToString("cpu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpu", "", "cuda:", "cuda:-1", "cuda:100", "cuda:01", "cpu:0"})
  void otherNamesAreRefusedWithThoseThatThereAre(String none) {
    assertThatThrownBy(() -> Device.named(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no device '" + none + "'")
        .hasMessageContaining("cpu and cuda");
  }

  @Test
  void codeRunsOnItsOwnGenerationAndLaterMinorVersions() {
    MachineCode code = MachineCode.of("a library", "3.7", "8.0");
    assertThat(code.lacking("Ada", new ComputeCapability(8, 9))).isEmpty();
    assertThat(code.lacking("Kepler", new ComputeCapability(3, 5)))
        .hasValue(
            "The GPU Kepler has compute capability 3.5, and this build of a library has machine code for 3.7, 8.0 only: take another GPU, or compute on the processor.");
    assertThat(code.lacking("Hopper", new ComputeCapability(9, 0))).isPresent();
  }
}
