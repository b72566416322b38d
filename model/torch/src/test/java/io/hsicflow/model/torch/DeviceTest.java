package io.hsicflow.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.ComputeCapability;
import io.hsicflow.model.backend.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTest {
  private final TorchBackendProvider provider = new TorchBackendProvider();

  @ParameterizedTest
  @CsvSource({
    "6,1,false",
    "7,0,false",
    "7,5,true",
    "8,0,true",
    "8,6,true",
    "8,9,true",
    "9,0,true",
    "10,0,true",
    "10,3,true",
    "11,0,false",
    "12,0,true",
    "12,1,true",
    "13,0,false"
  })
  void codeRunsOnItsOwnGenerationAndLaterMinorVersions(int major, int minor, boolean runs) {
    assertThat(TorchDevice.CODE.lacking("", new ComputeCapability(major, minor)).isEmpty())
        .isEqualTo(runs);
  }

  @Test
  void gpuWithoutCodeIsNamedWithWhatThereIsCodeFor() {
    assertThat(TorchDevice.CODE.lacking("Pascal", new ComputeCapability(6, 1)).orElseThrow())
        .contains("The GPU Pascal has compute capability 6.1")
        .contains("7.5, 8.0, 9.0, 10.0, 10.3, 12.0, 12.1");
    assertThat(TorchDevice.CODE.lacking("Ada", new ComputeCapability(8, 9))).isEmpty();
  }

  @Test
  void deviceThatCannotBeUsedIsRefusedWithTheReason() {
    assertThatThrownBy(() -> provider.open(Precision.FLOAT32, 1, "tpu"))
        .hasMessageContaining("no device 'tpu'")
        .hasMessageContaining("cpu and cuda");
    Opened.assumeThatNativesMayLoad();
    TorchDevice.CUDA
        .unusable()
        .ifPresent(
            reason ->
                assertThatThrownBy(() -> provider.open(Precision.FLOAT32, 1, "cuda"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(reason));
  }

  @Test
  void backendIsFoundByNameAndOpensOnTheProcessor() {
    Opened.assumeThatNativesMayLoad();
    try (Backend found = Backends.open("torch", Precision.FLOAT32, 1);
        Backend onProcessor = provider.open(Precision.FLOAT64, 3, "cpu")) {
      assertThat(found.name()).isEqualTo("torch");
      assertThat(onProcessor.precision()).isEqualTo(Precision.FLOAT64);
      assertThat(onProcessor.threads()).isEqualTo(3);
    }
  }

  @Test
  void preferenceIsAboveProcessorsOnlyWithAUsableGpu() {
    assertThat(provider.preference() > 10).isEqualTo(TorchDevice.best().isGpu());
  }

  @Test
  void nativesThatDoNotLoadAreToldInASentence() {
    System.out.println("libtorch: " + provider.unavailable().orElse("loads"));
    System.out.println("its GPU: " + TorchDevice.CUDA.unusable().orElse("usable"));
    provider.unavailable().ifPresent(reason -> assertThat(reason).startsWith("libtorch for"));
    assertThat(provider.unavailable().isPresent() && !LibTorch.isForCuda()).isFalse();
  }
}
