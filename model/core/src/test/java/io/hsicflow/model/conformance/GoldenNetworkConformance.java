package io.hsicflow.model.conformance;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.golden.GoldenErrors;
import io.hsicflow.model.golden.GoldenFiles;
import io.hsicflow.model.parity.Bench;
import io.hsicflow.model.parity.Parity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every golden network file, forward in both modes and all gradients, in both precisions. */
public abstract class GoldenNetworkConformance {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  /** Kept in the test resources, under {@code golden/network}. */
  private static final List<String> IN_RESOURCES =
      List.of("network-3.safetensors", "network-4.safetensors", "network-1.safetensors");

  /** Opens the backend under test. */
  protected abstract Backend open(Precision precision);

  @AfterAll
  static void write() {
    ERRORS.write(GoldenNetworkConformance.class);
  }

  /** The golden files that are present. */
  static List<String> files() {
    return GoldenFiles.names("network", "network-", IN_RESOURCES);
  }

  @ParameterizedTest
  @MethodSource("files")
  void agreesInDouble(String file) throws IOException {
    check(file, Precision.FLOAT64);
  }

  @ParameterizedTest
  @MethodSource("files")
  void agreesInFloatWithinTheBars(String file) throws IOException {
    check(file, Precision.FLOAT32);
  }

  private void check(String file, Precision precision) throws IOException {
    try (Backend backend = open(precision)) {
      Bench bench = new Bench(backend, Optional.of(() -> open(Precision.FLOAT64)));
      ERRORS.check(Parity.on(GoldenFiles.open("network/" + file), bench));
    }
  }
}
