package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.MemoryConformance;
import io.hsicflow.model.conformance.Offered;

class MemoryTest extends MemoryConformance {
  @Override
  protected Backend open(Precision precision, int threads) {
    return Offered.open(new Nd4jBackendProvider(), precision, threads);
  }
}
