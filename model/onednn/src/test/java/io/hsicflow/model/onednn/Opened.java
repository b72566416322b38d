package io.hsicflow.model.onednn;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.Offered;

/** Opens the backend for tests that run in every precision: oneDNN has no double. */
final class Opened {
  private Opened() {}

  static Backend with(Precision precision, int threads) {
    return Offered.open(new OneDnnBackendProvider(), precision, threads);
  }
}
