package io.hsicflow.model.host;

import java.nio.FloatBuffer;

/**
 * {@link NormKernels} in single precision. Tiles of native memory are copied to small arrays that
 * stay in the first cache and worked on in loops without branches, which the compiler turns into
 * vector instructions; the values of a channel repeat along a tile. Sums run in as many lanes as a
 * tile has numbers and are folded into doubles.
 */
final class FloatNormKernels implements NormKernels {
  private static final int TILE = 1024;

  /** Tiles added up in single precision before they are folded into doubles. */
  private static final int FOLD = 64;

  /**
   * y times this is at least 1 for every normal positive y, so that min(1, .) of it is the
   * rectifier's derivative without a branch (subnormal y excepted, whose gradient may shrink).
   */
  private static final float STEP = 0x1p127f;

  private static final ThreadLocal<FloatTiles> TILES = ThreadLocal.withInitial(FloatTiles::new);

  @Override
  public double[] sums(HostTensor x) {
    int c = x.channels();
    int length = tileLength(c, x.count());
    FloatTiles t = TILES.get().sized(length);
    double[] sums = new double[c];
    FloatBuffer source = x.block().floats();
    FloatTiles.clear(t.sum0, length);
    int pending = 0;
    for (int i = 0; i < x.count(); i += length) {
      int n = Math.min(length, x.count() - i);
      source.get(x.offset() + i, t.a, 0, n);
      addTo(t.sum0, t.a, n);
      if (++pending == FOLD) {
        fold(t.sum0, length, sums);
        pending = 0;
      }
    }
    fold(t.sum0, length, sums);
    return sums;
  }

  @Override
  public double[][] statistics(HostTensor x) {
    int c = x.channels();
    int length = tileLength(c, x.count());
    double rows = (double) x.count() / c;
    FloatTiles t = TILES.get().sized(length);
    double[] mean = sums(x);
    double[] variance = new double[c];
    FloatBuffer source = x.block().floats();
    divide(mean, rows);
    repeat(mean, t.p0, length);
    int pending = 0;
    for (int i = 0; i < x.count(); i += length) {
      int n = Math.min(length, x.count() - i);
      source.get(x.offset() + i, t.a, 0, n);
      addSquares(t.sum0, t.a, t.p0, n);
      if (++pending == FOLD) {
        fold(t.sum0, length, variance);
        pending = 0;
      }
    }
    fold(t.sum0, length, variance);
    divide(variance, rows);
    return new double[][] {mean, variance};
  }

  @Override
  public void normalise(
      HostTensor x,
      double[] mean,
      double[] factor,
      double[] shift,
      HostTensor addend,
      boolean relu,
      HostTensor y) {
    int length = tileLength(x.channels(), x.count());
    FloatTiles t = TILES.get().sized(length);
    repeat(mean, t.p0, length);
    repeat(factor, t.p1, length);
    repeat(shift, t.p2, length);
    FloatBuffer source = x.block().floats();
    FloatBuffer target = y.block().floats();
    FloatBuffer other = addend == null ? null : addend.block().floats();
    for (int i = 0; i < x.count(); i += length) {
      int n = Math.min(length, x.count() - i);
      source.get(x.offset() + i, t.a, 0, n);
      affine(t.a, t.p0, t.p1, t.p2, n);
      if (other != null) {
        other.get(addend.offset() + i, t.b, 0, n);
        addTo(t.a, t.b, n);
      }
      if (relu) {
        rectify(t.a, n);
      }
      target.put(y.offset() + i, t.a, 0, n);
    }
  }

  @Override
  public double[][] gradientSums(HostTensor x, HostTensor y, HostTensor g, double[] mean) {
    int c = x.channels();
    int length = tileLength(c, x.count());
    FloatTiles t = TILES.get().sized(length);
    repeat(mean, t.p0, length);
    double[] sum = new double[c];
    double[] product = new double[c];
    FloatTiles.clear(t.sum0, length);
    FloatTiles.clear(t.sum1, length);
    int pending = 0;
    for (int i = 0; i < x.count(); i += length) {
      int n = Math.min(length, x.count() - i);
      loadGradient(t, y, g, i, n);
      x.block().floats().get(x.offset() + i, t.a, 0, n);
      addTo(t.sum0, t.b, n);
      addProducts(t.sum1, t.a, t.p0, t.b, n);
      if (++pending == FOLD) {
        fold(t.sum0, length, sum);
        fold(t.sum1, length, product);
        pending = 0;
      }
    }
    fold(t.sum0, length, sum);
    fold(t.sum1, length, product);
    return new double[][] {sum, product};
  }

  @Override
  public void gradient(
      HostTensor x,
      HostTensor y,
      HostTensor g,
      double[] mean,
      double[] factor,
      double[] offset,
      double[] slope,
      HostTensor dx) {
    int length = tileLength(x.channels(), x.count());
    FloatTiles t = TILES.get().sized(length);
    repeat(mean, t.p0, length);
    repeat(factor, t.p1, length);
    repeat(offset, t.p2, length);
    repeat(slope, t.p3, length);
    for (int i = 0; i < x.count(); i += length) {
      int n = Math.min(length, x.count() - i);
      loadGradient(t, y, g, i, n);
      x.block().floats().get(x.offset() + i, t.a, 0, n);
      inputGradient(t.a, t.b, t.p0, t.p1, t.p2, t.p3, n);
      dx.block().floats().put(dx.offset() + i, t.a, 0, n);
    }
  }

  @Override
  public void addRelu(HostTensor x, HostTensor addend) {
    FloatTiles t = TILES.get().sized(TILE);
    for (int i = 0; i < x.count(); i += TILE) {
      int n = Math.min(TILE, x.count() - i);
      x.block().floats().get(x.offset() + i, t.a, 0, n);
      addend.block().floats().get(addend.offset() + i, t.b, 0, n);
      addTo(t.a, t.b, n);
      rectify(t.a, n);
      x.block().floats().put(x.offset() + i, t.a, 0, n);
    }
  }

  @Override
  public void reluGradient(HostTensor g, HostTensor y) {
    FloatTiles t = TILES.get().sized(TILE);
    for (int i = 0; i < g.count(); i += TILE) {
      int n = Math.min(TILE, g.count() - i);
      loadGradient(t, y, g, i, n);
      g.block().floats().put(g.offset() + i, t.b, 0, n);
    }
  }

  /** The gradient's tile into b, masked where y is not null. */
  private static void loadGradient(FloatTiles t, HostTensor y, HostTensor g, int from, int n) {
    g.block().floats().get(g.offset() + from, t.b, 0, n);
    if (y != null) {
      y.block().floats().get(y.offset() + from, t.a, 0, n);
      mask(t.b, t.a, n);
    }
  }

  /** Whole rows of c values, about a tile of them. */
  private static int tileLength(int c, int count) {
    return Math.min(count, c * Math.max(1, TILE / c));
  }

  private static void repeat(double[] values, float[] into, int length) {
    int c = Math.min(values.length, length);
    for (int i = 0; i < c; i++) {
      into[i] = (float) values[i];
    }
    for (int i = c; i < length; i += c) {
      System.arraycopy(into, 0, into, i, c);
    }
  }

  /** Adds the lanes to their channels and clears them. */
  private static void fold(float[] lanes, int length, double[] into) {
    int c = into.length;
    for (int i = 0; i < length; i += c) {
      for (int j = 0; j < c; j++) {
        into[j] += lanes[i + j];
      }
    }
    FloatTiles.clear(lanes, length);
  }

  private static void divide(double[] values, double by) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= by;
    }
  }

  private static void addTo(float[] sum, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[i];
    }
  }

  private static void addSquares(float[] sum, float[] x, float[] mean, int n) {
    for (int i = 0; i < n; i++) {
      float d = x[i] - mean[i];
      sum[i] += d * d;
    }
  }

  private static void addProducts(float[] sum, float[] x, float[] mean, float[] g, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += g[i] * (x[i] - mean[i]);
    }
  }

  private static void affine(float[] x, float[] mean, float[] factor, float[] shift, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = (x[i] - mean[i]) * factor[i] + shift[i];
    }
  }

  /** max(0, x) as (x + |x|) / 2, which is exact. */
  private static void rectify(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = (x[i] + Math.abs(x[i])) * 0.5f;
    }
  }

  private static void mask(float[] g, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      g[i] *= Math.min(1f, y[i] * STEP);
    }
  }

  private static void inputGradient(
      float[] x, float[] g, float[] mean, float[] factor, float[] offset, float[] slope, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = factor[i] * (g[i] - offset[i] - (x[i] - mean[i]) * slope[i]);
    }
  }
}
