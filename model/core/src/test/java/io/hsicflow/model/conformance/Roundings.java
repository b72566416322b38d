package io.hsicflow.model.conformance;

import io.hsicflow.model.backend.Precision;

/**
 * How far, in a relative error of norms, a primitive may be from plain double arithmetic on the
 * same inputs.
 *
 * <p>A number in bfloat16 has 8 bits of mantissa: rounding moves it by at most half of the last,
 * 2^-9 of itself, and so does it move the norm of many. Inputs that are numbers in bfloat16 come
 * without an error, sums are in float: what is left are the roundings of what is stored.
 */
final class Roundings {
  private static final double HALF_A_BIT = 0x1p-9;
  private static final int MANTISSA_BITS = 8;

  private Roundings() {}

  /** Of numbers that are kept in float in either precision, on inputs that are exact. */
  static double none(Precision precision) {
    return precision == Precision.FLOAT64 ? 1e-12 : 3e-6;
  }

  /** What is added where activations were stored so many times on the way. */
  static double stored(Precision precision, int times) {
    return precision == Precision.BFLOAT16 ? times * HALF_A_BIT : 0;
  }

  /** The number nearest to a value that an activation of that precision holds exactly. */
  static double exact(Precision precision, double value) {
    if (precision != Precision.BFLOAT16 || value == 0) {
      return (float) value;
    }
    double unit = Math.scalb(1.0, Math.getExponent(value) - MANTISSA_BITS + 1);
    return Math.rint(value / unit) * unit;
  }
}
