package io.hsicflow.model.torch;

import io.hsicflow.model.backend.Window;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The maximum over windows, and its gradient. */
final class MaxPools {
  private static final int KERNEL = Window.MAX_POOL.kernel();
  private static final int STRIDE = Window.MAX_POOL.stride();
  private static final int PADDING = Window.MAX_POOL.padding();
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
