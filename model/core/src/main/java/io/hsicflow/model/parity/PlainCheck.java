package io.hsicflow.model.parity;

/** Checks what no backend touches. */
interface PlainCheck {
  /** Measures everything that the file holds. */
  void check(GoldenFile file, Measures measures);
}
