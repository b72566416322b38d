package io.hsicflow.operators.trainer;

import io.hsicflow.model.backend.Precision;
import java.util.Optional;

/** What {@code learner.precision} may be. */
public enum PrecisionChoice {
  /** Single precision. */
  FLOAT32(Precision.FLOAT32),
  /** Activations in bfloat16, all that is kept in single precision. */
  BFLOAT16(Precision.BFLOAT16),
  /** Double precision, to check. */
  FLOAT64(Precision.FLOAT64),
  /** The faster of single precision and bfloat16, where the backend has both. */
  AUTO(null);

  private final Precision precision;

  PrecisionChoice(Precision precision) {
    this.precision = precision;
  }

  /** The choice of {@code precision}. */
  public static PrecisionChoice of(Precision precision) {
    return valueOf(precision.name());
  }

  /** The precision; empty for {@link #AUTO}. */
  public Optional<Precision> precision() {
    return Optional.ofNullable(precision);
  }
}
