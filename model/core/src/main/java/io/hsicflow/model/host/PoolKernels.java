package io.hsicflow.model.host;

import java.util.Arrays;

/**
 * Pooling of activations that lie as [n, h, w, c], image by image, in doubles: small beside the
 * convolutions.
 */
final class PoolKernels {
  private static final int KERNEL = 3;
  private static final int STRIDE = 2;

  private PoolKernels() {}

  /** Side of the maximum's output: kernel 3, stride 2, padding 1. */
  static int pooled(int side) {
    return (side - 1) / STRIDE + 1;
  }

  static void maxPool(HostTensor x, HostTensor y) {
    double[] image = new double[x.count() / x.dimension(0)];
    double[] result = new double[y.count() / y.dimension(0)];
    for (int n = 0; n < x.dimension(0); n++) {
      Numbers.get(x, n * image.length, image, image.length);
      for (int i = 0; i < result.length; i++) {
        result[i] = image[argMax(image, x, y, i)];
      }
      Numbers.put(y, n * result.length, result, result.length);
    }
  }

  static void maxPoolGradient(HostTensor x, HostTensor dy, HostTensor dx) {
    double[] image = new double[x.count() / x.dimension(0)];
    double[] gradient = new double[dy.count() / dy.dimension(0)];
    for (int n = 0; n < x.dimension(0); n++) {
      Numbers.get(x, n * image.length, image, image.length);
      Numbers.get(dy, n * gradient.length, gradient, gradient.length);
      double[] result = new double[image.length];
      for (int i = 0; i < gradient.length; i++) {
        result[argMax(image, x, dy, i)] += gradient[i];
      }
      Numbers.put(dx, n * image.length, result, result.length);
    }
  }

  /** Where the first maximum of output i's window lies, rows first. */
  private static int argMax(double[] image, HostTensor x, HostTensor y, int i) {
    int c = x.dimension(1);
    int height = x.dimension(2);
    int width = x.dimension(3);
    int outWidth = y.dimension(3);
    int channel = i % c;
    int column = i / c % outWidth * STRIDE - 1;
    int row = i / c / outWidth * STRIDE - 1;
    int best = -1;
    for (int r = Math.max(0, row); r < Math.min(height, row + KERNEL); r++) {
      for (int s = Math.max(0, column); s < Math.min(width, column + KERNEL); s++) {
        int at = (r * width + s) * c + channel;
        if (best < 0 || image[at] > image[best]) {
          best = at;
        }
      }
    }
    return best;
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
