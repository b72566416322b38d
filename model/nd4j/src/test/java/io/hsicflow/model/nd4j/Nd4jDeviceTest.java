package io.hsicflow.model.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.ComputeCapability;
import io.hsicflow.model.backend.Device;
import io.hsicflow.model.backend.Precision;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Nd4jDeviceTest {
  private final Nd4jBackendProvider provider = new Nd4jBackendProvider();

  private record OneGpu(String name, ComputeCapability capability) implements Gpus {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public String name(int number) {
      return name;
    }

    @Override
    public ComputeCapability capability(int number) {
      return capability;
    }
  }

  private static Supplier<Gpus> gpu(String name, int major, int minor) {
    return () -> new OneGpu(name, new ComputeCapability(major, minor));
  }

  @Test
  void gpuWithoutCodeIsNamedWithWhatThereIsCodeFor() {
    assertThat(Nd4jBuild.withoutGpu(gpu("NVIDIA H100", 9, 0), Device.CUDA))
        .hasValue(
            "The GPU NVIDIA H100 has compute capability 9.0, and this build of ND4J has machine code for 3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5, 8.0, 8.6 only: take another GPU, or compute on the processor. A build with -Pcuda has libtorch, for GPUs of today.");
    assertThat(Nd4jBuild.withoutGpu(gpu("Kepler", 3, 5), Device.CUDA)).isPresent();
    for (int[] known : new int[][] {{3, 7}, {6, 1}, {7, 0}, {7, 5}, {8, 0}, {8, 6}, {8, 9}}) {
      assertThat(Nd4jBuild.withoutGpu(gpu("known", known[0], known[1]), Device.CUDA)).isEmpty();
    }
  }

  @Test
  void gpusThatAreNotThereAreSaidNotToBe() {
    assertThat(Nd4jBuild.withoutGpu(() -> Gpus.NONE, Device.CUDA).orElseThrow())
        .contains("shows no GPU");
    assertThat(Nd4jBuild.withoutGpu(gpu("Ampere", 8, 0), Device.named("cuda:1")).orElseThrow())
        .contains("no GPU cuda:1")
        .contains("sees 1");
  }

  @Test
  void driverThatFailsIsQuoted() {
    Supplier<Gpus> failing =
        () -> {
          throw new IllegalStateException("The error is 999.");
        };
    assertThat(Nd4jBuild.withoutGpu(failing, Device.CUDA).orElseThrow())
        .contains("could not be examined")
        .contains("999");
  }

  @Test
  void buildForProcessorsSaysHowToBuildForGpus() {
    assumeFalse(Nd4jBuild.isForGpus(), "a build without -Pnd4j-cuda");
    assertThatThrownBy(() -> provider.open(Precision.FLOAT32, 1, "cuda"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-Pnd4j-cuda");
    BackendSet set = new BackendSet(List.of(provider));
    assertThatThrownBy(() -> set.open("nd4j", Precision.FLOAT32, 1, "cuda:1"))
        .hasMessageContaining("-Pnd4j-cuda");
    assertThatThrownBy(() -> set.open("nd4j", Precision.FLOAT32, 1, "tpu"))
        .hasMessageContaining("no device 'tpu'");
  }

  @Test
  void processorComputesWhereNoGpuCanAndThenEveryTime() {
    assumeTrue(Nd4jBuild.unusable(Device.CUDA).isPresent(), "no GPU that ND4J could compute on");
    try (Backend preferred = provider.open(Precision.FLOAT32, 1);
        Backend named = provider.open(Precision.FLOAT64, 1, "cpu")) {
      assertThat(preferred.device()).isEqualTo("cpu");
      assertThat(named.device()).isEqualTo("cpu");
      assertThat(provider.unavailable()).isEmpty();
      assertThat(provider.unavailable("cpu")).isEmpty();
    }
  }

  @Test
  void processorOnlyHidesTheEntryOfTheBuildForGpusAlone(@TempDir Path folder) throws IOException {
    String service = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";
    URL[] jars = new URL[2];
    for (int i = 0; i < 2; i++) {
      Path entry = folder.resolve(i + "/" + service);
      Files.createDirectories(entry.getParent());
      Files.writeString(entry, i == 0 ? "some.CpuBackend\n" : Nd4jBuild.GPU_BACKEND + "\n");
      Files.writeString(folder.resolve(i + "/other"), Nd4jBuild.GPU_BACKEND);
      jars[i] = folder.resolve(i + "/").toUri().toURL();
    }
    try (URLClassLoader parent = new URLClassLoader(jars, null)) {
      ProcessorOnly hiding = new ProcessorOnly(parent);
      assertThat(Collections.list(hiding.getResources(service)))
          .singleElement()
          .satisfies(url -> assertThat(url.getPath()).contains("/0/"));
      assertThat(Collections.list(hiding.getResources("other"))).hasSize(2);
    }
  }

  @Test
  void classesOfTheBuildForGpusLoad() throws ClassNotFoundException {
    assumeTrue(Nd4jBuild.isForGpus(), "a build with -Pnd4j-cuda");
    ClassLoader loader = Nd4jBuild.class.getClassLoader();
    for (String name :
        List.of(
            Nd4jBuild.GPU_BACKEND,
            "org.nd4j.linalg.jcublas.JCublasNDArray",
            "org.nd4j.linalg.jcublas.bindings.Nd4jCuda",
            "org.nd4j.linalg.jcublas.ops.executioner.CudaExecutioner",
            "org.bytedeco.cuda.global.cudart",
            "org.bytedeco.cuda.global.cublas")) {
      assertThat(Class.forName(name, false, loader).getDeclaredMethods()).isNotEmpty();
    }
    System.out.println("ND4J's GPU: " + Nd4jBuild.unusable(Device.CUDA).orElse("usable"));
  }
}
