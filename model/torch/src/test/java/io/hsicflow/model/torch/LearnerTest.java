package io.hsicflow.model.torch;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.LearnerConformance;

class LearnerTest extends LearnerConformance {
  @Override
  protected Backend open(Precision precision, int threads) {
    return Opened.with(precision, threads);
  }
}
