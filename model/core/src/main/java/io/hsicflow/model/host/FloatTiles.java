package io.hsicflow.model.host;

import java.util.Arrays;

/**
 * A thread's small arrays: two tiles of data, four of repeated channel values, two of running sums.
 */
final class FloatTiles {
  float[] a = {};
  float[] b = {};
  float[] p0 = {};
  float[] p1 = {};
  float[] p2 = {};
  float[] p3 = {};
  float[] sum0 = {};
  float[] sum1 = {};

  /** These arrays, each of at least that length. */
  FloatTiles sized(int length) {
    if (a.length < length) {
      a = new float[length];
      b = new float[length];
      p0 = new float[length];
      p1 = new float[length];
      p2 = new float[length];
      p3 = new float[length];
      sum0 = new float[length];
      sum1 = new float[length];
    }
    return this;
  }

  static void clear(float[] values, int length) {
    Arrays.fill(values, 0, length, 0f);
  }
}
