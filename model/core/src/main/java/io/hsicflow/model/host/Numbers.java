package io.hsicflow.model.host;

import io.hsicflow.model.backend.Precision;
import java.nio.FloatBuffer;

/** Moves numbers of either precision between native memory and Java arrays of doubles. */
final class Numbers {
  private static final int PIECE = 2048;

  private Numbers() {}

  /** All numbers of a tensor in the order in which they lie. */
  static double[] get(HostTensor tensor) {
    double[] values = new double[tensor.count()];
    get(tensor, 0, values, values.length);
    return values;
  }

  /** {@code count} numbers from {@code from} on. */
  static void get(HostTensor tensor, int from, double[] into, int count) {
    int at = tensor.offset() + from;
    if (tensor.precision() == Precision.FLOAT64) {
      tensor.block().doubles().get(at, into, 0, count);
      return;
    }
    FloatBuffer floats = tensor.block().floats();
    float[] piece = new float[Math.min(PIECE, count)];
    for (int i = 0; i < count; i += PIECE) {
      int n = Math.min(PIECE, count - i);
      floats.get(at + i, piece, 0, n);
      for (int j = 0; j < n; j++) {
        into[i + j] = piece[j];
      }
    }
  }

  /** Overwrites the whole tensor, rounding to its precision. */
  static void put(HostTensor tensor, double[] values) {
    put(tensor, 0, values, tensor.count());
  }

  /** Overwrites {@code count} numbers from {@code from} on, rounding to the tensor's precision. */
  static void put(HostTensor tensor, int from, double[] values, int count) {
    int at = tensor.offset() + from;
    if (tensor.precision() == Precision.FLOAT64) {
      tensor.block().doubles().put(at, values, 0, count);
      return;
    }
    FloatBuffer floats = tensor.block().floats();
    float[] piece = new float[Math.min(PIECE, count)];
    for (int i = 0; i < count; i += PIECE) {
      int n = Math.min(PIECE, count - i);
      for (int j = 0; j < n; j++) {
        piece[j] = (float) values[i + j];
      }
      floats.put(at + i, piece, 0, n);
    }
  }
}
