package io.hsicflow.model.onednn;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** Pooling of a fixed layout: the stem's maximum, or the mean over the whole picture. */
final class PoolPlan {
  private static final long[] NO_DILATION = {0, 0};
  private static final int KERNEL = 3;
  private static final int STRIDE = 2;

  private final int kind;
  private final Layout input;
  private final long[] strides;
  private final long[] kernel;
  private final long[] before;
  private final long[] after;
  private final pooling_forward.primitive_desc description;
  private final Operation forward;
  private final Layout output;
  private final Layout workspace;
  private Operation backward;

  private PoolPlan(
      algorithm kind,
      Layout input,
      long[] outShape,
      long[] strides,
      long[] kernel,
      long[] before,
      long[] after) {
    this.kind = kind.value;
    this.input = input;
    this.strides = strides;
    this.kernel = kernel;
    this.before = before;
    this.after = after;
    description =
        new pooling_forward.primitive_desc(
            OneDnn.CPU,
            prop_kind.forward_training.value,
            this.kind,
            input.descriptor(),
            Layouts.any(input.type(), outShape),
            strides,
            kernel,
            NO_DILATION,
            before,
            after,
            OneDnn.attributes(),
            false);
    forward = new Operation(new pooling_forward(description), description);
    output = Layouts.of(description.dst_desc());
    workspace = kind == algorithm.pooling_max ? Layouts.of(description.workspace_desc()) : null;
  }

  /** 3 x 3 with stride 2 and padding 1. */
  static PoolPlan maximum(Layout x) {
    long[] out = x.dimensions().clone();
    long[] after = new long[2];
    for (int i = 0; i < 2; i++) {
      long side = x.dimensions()[2 + i];
      out[2 + i] = (side - 1) / STRIDE + 1;
      after[i] = (out[2 + i] - 1) * STRIDE + KERNEL - side - 1;
    }
    return new PoolPlan(
        algorithm.pooling_max,
        x,
        out,
        new long[] {STRIDE, STRIDE},
        new long[] {KERNEL, KERNEL},
        new long[] {1, 1},
        after);
  }

  /** Over height and width, to [n, c, 1, 1]. */
  static PoolPlan mean(Layout x) {
    long[] s = x.dimensions();
    long[] window = {s[2], s[3]};
    return new PoolPlan(
        algorithm.pooling_avg_exclude_padding,
        x,
        new long[] {s[0], s[1], 1, 1},
        window,
        window,
        new long[2],
        new long[2]);
  }

  Operation forward() {
    return forward;
  }

  Layout output() {
    return output;
  }

  /** Where the maxima were, else null. */
  Layout workspace() {
    return workspace;
  }

  synchronized Operation backward() {
    if (backward == null) {
      pooling_backward.primitive_desc d =
          new pooling_backward.primitive_desc(
              OneDnn.CPU,
              kind,
              input.descriptor(),
              output.descriptor(),
              strides,
              kernel,
              NO_DILATION,
              before,
              after,
              description,
              OneDnn.attributes(),
              false);
      backward = new Operation(new pooling_backward(d), d);
    }
    return backward;
  }
}
