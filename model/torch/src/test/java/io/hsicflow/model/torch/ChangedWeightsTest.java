package io.hsicflow.model.torch;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.ChangedWeightsConformance;

class ChangedWeightsTest extends ChangedWeightsConformance {
  @Override
  protected Backend open(Precision precision) {
    return Opened.with(precision, 1);
  }
}
