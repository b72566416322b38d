package io.hsicflow.model.torch;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.PrimitivesConformance;

class PrimitivesTest extends PrimitivesConformance {
  @Override
  protected Backend open(Precision precision) {
    return Opened.with(precision, 1);
  }

  /** A gradient has the precision of what it is the gradient of, as in PyTorch's autocast. */
  @Override
  protected int weightGradientsStored() {
    return 1;
  }
}
