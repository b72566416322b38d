package io.hsicflow.model.network;

import io.hsicflow.model.backend.Tensor;

/** Mean and variance that batch norms use in evaluation mode. */
public interface NormStatistics {
  /** [c] of that batch norm. */
  Tensor mean(Norm norm);

  /** [c] of that batch norm. */
  Tensor variance(Norm norm);
}
