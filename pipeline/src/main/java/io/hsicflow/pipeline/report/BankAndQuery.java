package io.hsicflow.pipeline.report;

import io.hsicflow.model.metrics.Vectors;

/**
 * Vectors of images to look for neighbours among, and of those whose neighbours are looked for.
 *
 * @param bank of the former
 * @param query of the latter
 */
public record BankAndQuery(Vectors bank, Vectors query) {

  /** Whether every number is finite. */
  public boolean isFinite() {
    return bank.isFinite() && query.isFinite();
  }
}
