package io.hsicflow.model.onednn;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.PrimitivesConformance;

class PrimitivesTest extends PrimitivesConformance {
  @Override
  protected Backend open(Precision precision) {
    return Opened.with(precision, 1);
  }
}
