package io.hsicflow.model.snapshot;

import java.util.Arrays;

/**
 * A tensor of single precision, as snapshots hold it.
 *
 * @param shape the sizes of the dimensions
 * @param values the elements, row-major; not copied
 */
public record FloatTensor(int[] shape, float[] values) {
  /** Checks that the values are those of the shape. */
  public FloatTensor {
    if (TensorData.count(shape) != values.length) {
      throw new IllegalArgumentException(
          "A tensor of shape "
              + Arrays.toString(shape)
              + " does not have "
              + values.length
              + " values.");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatTensor that
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "F32" + Arrays.toString(shape);
  }
}
