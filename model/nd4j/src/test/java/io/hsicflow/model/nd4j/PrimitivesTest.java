package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.Offered;
import io.hsicflow.model.conformance.PrimitivesConformance;

class PrimitivesTest extends PrimitivesConformance {
  @Override
  protected Backend open(Precision precision) {
    return Offered.open(new Nd4jBackendProvider(), precision, 1);
  }
}
