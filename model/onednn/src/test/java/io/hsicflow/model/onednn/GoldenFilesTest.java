package io.hsicflow.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.golden.GoldenErrors;
import io.hsicflow.model.golden.GoldenFiles;
import io.hsicflow.model.parity.Bench;
import io.hsicflow.model.parity.Parity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All golden files that ask a backend, in float; ND4J gives the runs in double. */
class GoldenFilesTest {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  static Stream<String> files() {
    return Stream.of(
            names("network", "network-", "network-1", "network-3", "network-4"),
            names("network", "step-", "step-short"),
            names("reference", "hsic-", "hsic-0", "hsic-1", "hsic-3", "hsic-4"),
            names("reference", "kernel-scale-", "kernel-scale-0", "kernel-scale-1"),
            names("reference", "lars-", "lars-0", "lars-1"))
        .flatMap(List::stream);
  }

  private static List<String> names(String folder, String prefix, String... inResources) {
    List<String> bundled = Stream.of(inResources).map(name -> name + ".safetensors").toList();
    return GoldenFiles.names(folder, prefix, bundled).stream()
        .map(name -> folder + "/" + name)
        .toList();
  }

  @AfterAll
  static void write() {
    ERRORS.write(GoldenFilesTest.class);
  }

  @ParameterizedTest
  @MethodSource("files")
  void agreesWithinTheBars(String file) throws IOException {
    try (Backend backend = Opened.with(Precision.FLOAT32, 2)) {
      assertThat(backend.name()).isEqualTo(OneDnnBackendProvider.NAME);
      Bench bench =
          new Bench(backend, Optional.of(() -> Backends.open("nd4j", Precision.FLOAT64, 2)));
      ERRORS.check(Parity.on(GoldenFiles.open(file), bench));
    }
  }
}
