package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.MemoryConformance;

class MemoryTest extends MemoryConformance {
  @Override
  protected Backend open(Precision precision, int threads) {
    return new Nd4jBackend(precision, threads);
  }
}
