package io.hsicflow.model.onednn;

import io.hsicflow.model.backend.Window;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** Pooling of a fixed layout: the stem's maximum, or the mean over the whole picture. */
final class PoolPlan {
  private static final long[] NO_DILATION = {0, 0};

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

  /** Over {@link Window#MAX_POOL}. */
  static PoolPlan maximum(Layout x) {
    Window window = Window.MAX_POOL;
    long[] out = x.dimensions().clone();
    long[] after = new long[2];
    for (int i = 0; i < 2; i++) {
      int side = x.dimension(2 + i);
      int places = window.places(side);
      out[2 + i] = places;
      after[i] = (places - 1) * window.stride() + window.kernel() - side - window.padding();
    }
    return new PoolPlan(
        algorithm.pooling_max,
        x,
        out,
        new long[] {window.stride(), window.stride()},
        new long[] {window.kernel(), window.kernel()},
        new long[] {window.padding(), window.padding()},
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
