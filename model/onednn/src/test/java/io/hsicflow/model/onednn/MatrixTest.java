package io.hsicflow.model.onednn;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.MatrixConformance;

class MatrixTest extends MatrixConformance {
  @Override
  protected Backend open(Precision precision) {
    return Opened.with(precision, 1);
  }
}
