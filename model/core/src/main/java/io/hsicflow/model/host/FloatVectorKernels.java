package io.hsicflow.model.host;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * {@link VectorKernels} in single precision, on tiles as in {@link FloatNormKernels}. Sums run in
 * lanes and are folded into a double after every few tiles.
 */
final class FloatVectorKernels implements VectorKernels {
  private static final int TILE = 1024;
  private static final int FOLD = 64;

  private static final ThreadLocal<FloatTiles> TILES =
      ThreadLocal.withInitial(() -> new FloatTiles().sized(TILE));

  @Override
  public void combine(double a, HostTensor x, double b, HostTensor y) {
    FloatTiles t = TILES.get();
    for (int i = 0; i < x.count(); i += TILE) {
      int n = Math.min(TILE, x.count() - i);
      load(x, i, t.a, n);
      load(y, i, t.b, n);
      combine((float) a, t.a, (float) b, t.b, n);
      store(t.b, y, i, n);
    }
  }

  @Override
  public void fill(HostTensor x, double value) {
    FloatTiles t = TILES.get();
    Arrays.fill(t.a, 0, TILE, (float) value);
    for (int i = 0; i < x.count(); i += TILE) {
      store(t.a, x, i, Math.min(TILE, x.count() - i));
    }
  }

  @Override
  public void scale(HostTensor x, double factor) {
    FloatTiles t = TILES.get();
    for (int i = 0; i < x.count(); i += TILE) {
      int n = Math.min(TILE, x.count() - i);
      load(x, i, t.a, n);
      scale((float) factor, t.a, n);
      store(t.a, x, i, n);
    }
  }

  @Override
  public void lerp(HostTensor target, HostTensor source, double weight) {
    FloatTiles t = TILES.get();
    for (int i = 0; i < target.count(); i += TILE) {
      int n = Math.min(TILE, target.count() - i);
      load(target, i, t.a, n);
      load(source, i, t.b, n);
      lerp((float) weight, t.a, t.b, n);
      store(t.a, target, i, n);
    }
  }

  @Override
  public double sumOfSquares(HostTensor x) {
    FloatTiles t = TILES.get();
    int lanes = Math.min(TILE, x.count());
    double sum = 0;
    int pending = 0;
    FloatTiles.clear(t.sum0, lanes);
    for (int i = 0; i < x.count(); i += TILE) {
      int n = Math.min(TILE, x.count() - i);
      load(x, i, t.a, n);
      addProducts(t.sum0, t.a, t.a, n);
      if (++pending == FOLD) {
        sum += fold(t.sum0, lanes);
        pending = 0;
      }
    }
    return sum + fold(t.sum0, lanes);
  }

  @Override
  public double[] squares(HostTensor p, HostTensor g, double decay) {
    FloatTiles t = TILES.get();
    int lanes = Math.min(TILE, p.count());
    double[] sums = new double[2];
    int pending = 0;
    FloatTiles.clear(t.sum0, lanes);
    FloatTiles.clear(t.sum1, lanes);
    for (int i = 0; i < p.count(); i += TILE) {
      int n = Math.min(TILE, p.count() - i);
      load(p, i, t.a, n);
      load(g, i, t.b, n);
      addProducts(t.sum0, t.a, t.a, n);
      axpy((float) decay, t.a, t.b, n);
      addProducts(t.sum1, t.b, t.b, n);
      if (++pending == FOLD) {
        sums[0] += fold(t.sum0, lanes);
        sums[1] += fold(t.sum1, lanes);
        pending = 0;
      }
    }
    sums[0] += fold(t.sum0, lanes);
    sums[1] += fold(t.sum1, lanes);
    return sums;
  }

  @Override
  public double dot(HostTensor x, HostTensor y) {
    FloatTiles t = TILES.get();
    int lanes = Math.min(TILE, x.count());
    double sum = 0;
    int pending = 0;
    FloatTiles.clear(t.sum0, lanes);
    for (int i = 0; i < x.count(); i += TILE) {
      int n = Math.min(TILE, x.count() - i);
      load(x, i, t.a, n);
      load(y, i, t.b, n);
      addProducts(t.sum0, t.a, t.b, n);
      if (++pending == FOLD) {
        sum += fold(t.sum0, lanes);
        pending = 0;
      }
    }
    return sum + fold(t.sum0, lanes);
  }

  @Override
  public void addRow(HostTensor m, double[] row) {
    FloatTiles t = TILES.get();
    int columns = row.length;
    for (int first = 0; first < columns; first += TILE) {
      int n = tileOf(row, first, t.b);
      for (int i = first; i < m.count(); i += columns) {
        load(m, i, t.a, n);
        combine(1, t.b, 1, t.a, n);
        store(t.a, m, i, n);
      }
    }
  }

  @Override
  public double[] rowSquares(HostTensor m) {
    FloatTiles t = TILES.get();
    int columns = m.channels();
    double[] squares = new double[m.dimension(0)];
    for (int i = 0; i < squares.length; i++) {
      for (int first = 0; first < columns; first += TILE) {
        int n = Math.min(TILE, columns - first);
        load(m, i * columns + first, t.a, n);
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += (double) t.a[j] * t.a[j];
        }
        squares[i] += sum;
      }
    }
    return squares;
  }

  @Override
  public void distancesFromProducts(double[] a, double[] b, HostTensor q) {
    FloatTiles t = TILES.get();
    for (int first = 0; first < b.length; first += TILE) {
      int n = tileOf(b, first, t.b);
      for (int i = 0; i < a.length; i++) {
        load(q, i * b.length + first, t.a, n);
        distances((float) a[i], t.b, t.a, n);
        store(t.a, q, i * b.length + first, n);
      }
    }
  }

  /** q = max(0, a + b - 2 q), the maximum as (x + |x|) / 2. */
  private static void distances(float a, float[] b, float[] q, int n) {
    for (int i = 0; i < n; i++) {
      float x = a + b[i] - 2 * q[i];
      q[i] = (x + Math.abs(x)) * 0.5f;
    }
  }

  @Override
  public void randomFeatures(
      HostTensor projections, double[] phases, double amplitude, HostTensor y) {
    FloatTiles t = TILES.get();
    int columns = phases.length;
    for (int first = 0; first < columns; first += TILE) {
      int n = tileOf(phases, first, t.b);
      for (int i = first; i < y.count(); i += columns) {
        load(projections, i, t.a, n);
        axpy(1, t.b, t.a, n);
        FloatSines.cos(t.a, n);
        scale((float) amplitude, t.a, n);
        store(t.a, y, i, n);
      }
    }
  }

  @Override
  public void randomFeaturesGradient(
      HostTensor projections, double[] phases, double amplitude, HostTensor g, HostTensor dx) {
    FloatTiles t = TILES.get();
    int columns = phases.length;
    for (int first = 0; first < columns; first += TILE) {
      int n = tileOf(phases, first, t.b);
      for (int i = first; i < dx.count(); i += columns) {
        load(projections, i, t.a, n);
        load(g, i, t.p0, n);
        axpy(1, t.b, t.a, n);
        FloatSines.sin(t.a, n);
        product((float) -amplitude, t.a, t.p0, n);
        store(t.p0, dx, i, n);
      }
    }
  }

  /** Brings values from {@code first} on into a tile and returns how many there are. */
  private static int tileOf(double[] values, int first, float[] tile) {
    int n = Math.min(TILE, values.length - first);
    for (int j = 0; j < n; j++) {
      tile[j] = (float) values[first + j];
    }
    return n;
  }

  @Override
  public void momentumStep(
      HostTensor p,
      HostTensor g,
      HostTensor m,
      double rate,
      double momentum,
      double decay,
      double factor,
      HostTensor[] averages,
      double[] weights) {
    FloatTiles t = TILES.get();
    for (int i = 0; i < p.count(); i += TILE) {
      int n = Math.min(TILE, p.count() - i);
      load(p, i, t.a, n);
      load(g, i, t.b, n);
      load(m, i, t.p0, n);
      axpy((float) decay, t.a, t.b, n);
      combine((float) factor, t.b, (float) momentum, t.p0, n);
      axpy((float) -rate, t.p0, t.a, n);
      store(t.p0, m, i, n);
      store(t.a, p, i, n);
      for (int k = 0; k < averages.length; k++) {
        load(averages[k], i, t.b, n);
        lerp((float) weights[k], t.b, t.a, n);
        store(t.b, averages[k], i, n);
      }
    }
  }

  private static void load(HostTensor x, int from, float[] tile, int n) {
    FloatBuffer floats = x.block().floats();
    floats.get(x.offset() + from, tile, 0, n);
  }

  private static void store(float[] tile, HostTensor x, int from, int n) {
    FloatBuffer floats = x.block().floats();
    floats.put(x.offset() + from, tile, 0, n);
  }

  private static double fold(float[] lanes, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += lanes[i];
    }
    FloatTiles.clear(lanes, length);
    return sum;
  }

  private static void combine(float a, float[] x, float b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a * x[i] + b * y[i];
    }
  }

  private static void axpy(float a, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += a * x[i];
    }
  }

  private static void scale(float factor, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] *= factor;
    }
  }

  private static void product(float factor, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] *= factor * x[i];
    }
  }

  private static void lerp(float weight, float[] target, float[] source, int n) {
    for (int i = 0; i < n; i++) {
      target[i] += weight * (source[i] - target[i]);
    }
  }

  private static void addProducts(float[] sum, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[i] * y[i];
    }
  }
}
