package io.hsicflow.model.onednn;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;

/** Opens the backend for tests that run in every precision: oneDNN has no double. */
final class OneDnnInFloat {
  private OneDnnInFloat() {}

  static Backend open(Precision precision, int threads) {
    assumeTrue(precision == Precision.FLOAT32, "oneDNN computes in float only");
    return Backends.open(OneDnnBackendProvider.NAME, precision, threads);
  }
}
