package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Window;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Pools of activations [n, h, w, c]. The maximum is taken place by place of its windows: no two
 * places of one output are written at once, so that the bits of a gradient are the same every time.
 */
final class ArrayPools {
  private static final int KERNEL = Window.MAX_POOL.kernel();
  private static final int STRIDE = Window.MAX_POOL.stride();
  private static final int PADDING = Window.MAX_POOL.padding();

  private ArrayPools() {}

  static void maximum(Temporaries t, INDArray x, INDArray y) {
    INDArray padded = padded(t, x, Double.NEGATIVE_INFINITY);
    inside(padded, x).assign(x);
    y.assign(Double.NEGATIVE_INFINITY);
    for (int place = 0; place < KERNEL * KERNEL; place++) {
      Transforms.max(y, t.copy(place(padded, y, place)), false);
    }
  }

  /** Each output's gradient to the first of its window that equals the maximum. */
  static void maximumGradient(Temporaries t, INDArray x, INDArray y, INDArray dy, INDArray dx) {
    INDArray padded = padded(t, x, Double.NEGATIVE_INFINITY);
    inside(padded, x).assign(x);
    INDArray gradient = padded(t, x, 0);
    INDArray open = t.blank(y).assign(1);
    for (int place = 0; place < KERNEL * KERNEL; place++) {
      INDArray equal = t.keep(t.copy(place(padded, y, place)).eq(y));
      INDArray first = t.like(equal, y).muli(open);
      open.subi(first);
      place(gradient, y, place).addi(first.muli(dy));
    }
    dx.assign(inside(gradient, x));
  }

  private static INDArray padded(Temporaries t, INDArray x, double value) {
    INDArray padded =
        Nd4j.createUninitialized(
            x.dataType(),
            new long[] {x.size(0), x.size(1) + 2 * PADDING, x.size(2) + 2 * PADDING, x.size(3)},
            'c');
    return t.keep(padded).assign(value);
  }

  private static INDArray inside(INDArray padded, INDArray x) {
    return padded.get(
        NDArrayIndex.all(),
        NDArrayIndex.interval(PADDING, PADDING + x.size(1)),
        NDArrayIndex.interval(PADDING, PADDING + x.size(2)),
        NDArrayIndex.all());
  }

  /** One place of all windows, in the shape of the output. */
  private static INDArray place(INDArray padded, INDArray y, int place) {
    return padded.get(
        NDArrayIndex.all(),
        strided(place / KERNEL, y.size(1)),
        strided(place % KERNEL, y.size(2)),
        NDArrayIndex.all());
  }

  private static INDArrayIndex strided(int from, long count) {
    return NDArrayIndex.interval(from, STRIDE, from + STRIDE * (count - 1) + 1);
  }

  /**
   * Means over all pixels.
   *
   * @param x [n, pixels, c]
   * @param y [n, c]
   */
  static void mean(Temporaries t, INDArray x, INDArray y) {
    y.assign(t.keep(x.mean(1)));
  }

  /**
   * The gradient of the means.
   *
   * @param dy [n, c]
   * @param dx [n, pixels, c], overwritten
   */
  static void meanGradient(Temporaries t, INDArray dy, INDArray dx) {
    INDArray share = t.copy(dy).divi(dx.size(1));
    dx.assign(0);
    Nd4j.getExecutioner().exec(new BroadcastAddOp(dx, share, dx, 0, 2));
  }
}
