package io.hsicflow.model.onednn;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.GoldenBfloat16Conformance;

class GoldenFilesInBfloat16Test extends GoldenBfloat16Conformance {
  @Override
  protected Backend open(Precision precision) {
    return Opened.with(precision, 2);
  }
}
