package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.Offered;
import io.hsicflow.model.conformance.RepetitionConformance;

class RepetitionTest extends RepetitionConformance {
  @Override
  protected Backend open(Precision precision, int threads) {
    return Offered.open(new Nd4jBackendProvider(), precision, threads);
  }

  @Override
  protected long bytes(Backend backend) {
    return ((Nd4jBackend) backend).bytes();
  }
}
