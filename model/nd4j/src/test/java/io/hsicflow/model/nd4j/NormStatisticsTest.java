package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.NormStatisticsConformance;

class NormStatisticsTest extends NormStatisticsConformance {
  @Override
  protected Backend open(Precision precision) {
    return new Nd4jBackend(precision, 2);
  }
}
