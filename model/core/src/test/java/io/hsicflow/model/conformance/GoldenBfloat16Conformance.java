package io.hsicflow.model.conformance;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.golden.GoldenErrors;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden files of the test resources that ask a backend, in mixed precision. */
public abstract class GoldenBfloat16Conformance {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  /** Opens the backend under test. */
  protected abstract Backend open(Precision precision);

  @AfterAll
  static void write() {
    ERRORS.write(GoldenBfloat16Conformance.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network/network-1",
        "network/network-3",
        "network/network-4",
        "network/step-short",
        "reference/hsic-0",
        "reference/hsic-1",
        "reference/hsic-3",
        "reference/hsic-4",
        "reference/kernel-scale-0",
        "reference/kernel-scale-1",
        "reference/kernel-scale-2",
        "reference/lars-0",
        "reference/lars-1"
      })
  void agreesWithinTheBars(String file) throws IOException {
    try (Backend backend = open(Precision.BFLOAT16)) {
      ERRORS.check(file + ".safetensors", backend);
    }
  }
}
