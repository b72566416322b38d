package io.hsicflow.model.onednn;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.StepMemoryConformance;

class StepMemoryTest extends StepMemoryConformance {
  @Override
  protected Backend open(Precision precision, int threads) {
    return Opened.with(precision, threads);
  }

  @Override
  protected long bytes(Backend backend) {
    return ((OneDnnBackend) backend).bytes();
  }
}
