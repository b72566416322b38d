package io.hsicflow.model.host;

import io.hsicflow.model.backend.Window;
import java.util.Arrays;

/**
 * Pooling of activations that lie as [n, h, w, c], in doubles, a few rows of an image at a time.
 */
final class PoolKernels {
  private static final int KERNEL = Window.MAX_POOL.kernel();
  private static final int STRIDE = Window.MAX_POOL.stride();

  private PoolKernels() {}

  /** A window's rows are taken together first, then of these its columns. */
  static void maxPool(HostTensor x, HostTensor y) {
    int c = x.dimension(1);
    int height = x.dimension(2);
    int outHeight = y.dimension(2);
    double[] tallest = new double[x.dimension(3) * c];
    double[] row = new double[tallest.length];
    double[] result = new double[y.dimension(3) * c];
    for (int n = 0; n < x.dimension(0); n++) {
      for (int out = 0; out < outHeight; out++) {
        int top = first(out);
        Numbers.get(x, (n * height + top) * row.length, tallest, row.length);
        for (int r = top + 1; r < behind(out, height); r++) {
          Numbers.get(x, (n * height + r) * row.length, row, row.length);
          takeLarger(row, 0, tallest, 0, row.length);
        }
        widest(tallest, c, result);
        Numbers.put(y, (n * outHeight + out) * result.length, result, result.length);
      }
    }
  }

  private static void widest(double[] tallest, int c, double[] result) {
    for (int out = 0; out < result.length / c; out++) {
      int left = first(out);
      System.arraycopy(tallest, left * c, result, out * c, c);
      for (int s = left + 1; s < behind(out, tallest.length / c); s++) {
        takeLarger(tallest, s * c, result, out * c, c);
      }
    }
  }

  private static void takeLarger(double[] from, int at, double[] to, int start, int count) {
    for (int j = 0; j < count; j++) {
      to[start + j] = Math.max(to[start + j], from[at + j]);
    }
  }

  /** Gives a window's gradient to its first maximum, rows first. */
  static void maxPoolGradient(HostTensor x, HostTensor dy, HostTensor dx) {
    int height = x.dimension(2);
    int outHeight = dy.dimension(2);
    int rowLength = x.dimension(3) * x.dimension(1);
    double[][] rows = new double[KERNEL][rowLength];
    double[][] sums = new double[KERNEL][rowLength];
    double[] gradient = new double[dy.dimension(3) * dy.dimension(1)];
    for (int n = 0; n < x.dimension(0); n++) {
      int begun = 0;
      for (int out = 0; out < outHeight; out++) {
        int top = first(out);
        int count = behind(out, height) - top;
        for (int r = 0; r < count; r++) {
          Numbers.get(x, (n * height + top + r) * rowLength, rows[r], rowLength);
        }
        for (int r = begun; r < count; r++) {
          Arrays.fill(sums[r], 0);
        }
        Numbers.get(dy, (n * outHeight + out) * gradient.length, gradient, gradient.length);
        share(rows, count, x.dimension(1), gradient, sums);
        // The next window begins with the last row of this one, whose sums are not whole yet.
        int whole = out + 1 < outHeight ? first(out + 1) - top : count;
        for (int r = 0; r < whole; r++) {
          Numbers.put(dx, (n * height + top + r) * rowLength, sums[r], rowLength);
        }
        begun = count - whole;
        for (int r = 0; r < begun; r++) {
          System.arraycopy(sums[whole + r], 0, sums[r], 0, rowLength);
        }
      }
    }
  }

  private static void share(double[][] rows, int count, int c, double[] gradient, double[][] sums) {
    int width = rows[0].length / c;
    for (int out = 0; out < gradient.length / c; out++) {
      int left = first(out) * c;
      int right = behind(out, width) * c;
      for (int j = 0; j < c; j++) {
        int bestRow = 0;
        int best = left + j;
        for (int r = 0; r < count; r++) {
          for (int at = left + j; at < right; at += c) {
            if (rows[r][at] > rows[bestRow][best]) {
              bestRow = r;
              best = at;
            }
          }
        }
        sums[bestRow][best] += gradient[out * c + j];
      }
    }
  }

  /** The first row or column of an output's window that lies in the picture. */
  private static int first(int out) {
    return Math.max(0, out * STRIDE - 1);
  }

  /** The row or column behind an output's window, within a picture of that side. */
  private static int behind(int out, int side) {
    return Math.min(side, out * STRIDE - 1 + KERNEL);
  }

  static void averagePool(HostTensor x, HostTensor y) {
    int c = x.dimension(1);
    double[] image = new double[x.count() / x.dimension(0)];
    double pixels = (double) image.length / c;
    double[] mean = new double[c];
    for (int n = 0; n < x.dimension(0); n++) {
      Numbers.get(x, n * image.length, image, image.length);
      Arrays.fill(mean, 0);
      for (int i = 0; i < image.length; i += c) {
        for (int j = 0; j < c; j++) {
          mean[j] += image[i + j];
        }
      }
      for (int j = 0; j < c; j++) {
        mean[j] /= pixels;
      }
      Numbers.put(y, n * c, mean, c);
    }
  }

  static void averagePoolGradient(HostTensor dy, HostTensor dx) {
    int c = dx.dimension(1);
    double[] image = new double[dx.count() / dx.dimension(0)];
    double pixels = (double) image.length / c;
    double[] gradient = new double[c];
    for (int n = 0; n < dx.dimension(0); n++) {
      Numbers.get(dy, n * c, gradient, c);
      for (int i = 0; i < image.length; i += c) {
        for (int j = 0; j < c; j++) {
          image[i + j] = gradient[j] / pixels;
        }
      }
      Numbers.put(dx, n * image.length, image, image.length);
    }
  }
}
