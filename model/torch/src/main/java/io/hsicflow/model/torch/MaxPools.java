package io.hsicflow.model.torch;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Maximum over 3 x 3 windows with stride 2 and padding 1. */
final class MaxPools {
  private static final int KERNEL = 3;
  private static final int STRIDE = 2;
  private static final int PADDING = 1;
  private static final int HEIGHT = 2;
  private static final int WIDTH = 3;

  private MaxPools() {}

  static Tensor forward(Tensor x) {
    return torch.max_pool2d(x, both(KERNEL), both(STRIDE), both(PADDING), both(1), false);
  }

  /**
   * Each output's gradient to the first of its window that equals the maximum, place by place of
   * the window. libtorch's own gradient adds atomically on a GPU where windows overlap, so that its
   * bits differ from run to run.
   */
  static Tensor backward(Tensor x, Tensor y, Tensor dy) {
    long[] sides = {PADDING, PADDING, PADDING, PADDING};
    Tensor padded = torch.constant_pad_nd(x, sides, new Scalar(Double.NEGATIVE_INFINITY));
    Tensor dx = torch.zeros_like(padded);
    Tensor open = torch.ones_like(y);
    for (int row = 0; row < KERNEL; row++) {
      for (int column = 0; column < KERNEL; column++) {
        Tensor first = open.mul(place(padded, y, row, column).eq(y));
        place(dx, y, row, column).addcmul_(dy, first, new Scalar(1));
        open.sub_(first);
      }
    }
    return dx.narrow(HEIGHT, PADDING, x.size(HEIGHT)).narrow(WIDTH, PADDING, x.size(WIDTH));
  }

  /** One place of all windows, in the shape of the output. */
  private static Tensor place(Tensor padded, Tensor y, int row, int column) {
    return strided(strided(padded, HEIGHT, row, y), WIDTH, column, y);
  }

  private static Tensor strided(Tensor t, int dimension, long from, Tensor y) {
    long to = from + STRIDE * (y.size(dimension) - 1) + 1;
    return t.slice(dimension, new LongOptional(from), new LongOptional(to), STRIDE);
  }

  private static long[] both(int value) {
    return new long[] {value, value};
  }
}
