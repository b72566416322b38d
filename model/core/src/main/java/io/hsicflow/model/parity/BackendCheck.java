package io.hsicflow.model.parity;

/** Checks what a backend computes. */
interface BackendCheck {
  /** Measures everything that the file holds. */
  void check(GoldenFile file, Bench bench, Measures measures);
}
