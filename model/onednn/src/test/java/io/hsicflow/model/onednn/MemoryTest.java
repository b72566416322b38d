package io.hsicflow.model.onednn;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.MemoryConformance;

class MemoryTest extends MemoryConformance {
  @Override
  protected Backend open(Precision precision, int threads) {
    return Opened.with(precision, threads);
  }
}
