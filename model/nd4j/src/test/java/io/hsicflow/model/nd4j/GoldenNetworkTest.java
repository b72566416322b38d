package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.GoldenNetworkConformance;

class GoldenNetworkTest extends GoldenNetworkConformance {
  @Override
  protected Backend open(Precision precision) {
    return Backends.open(Nd4jBackendProvider.NAME, precision, 1);
  }
}
