package io.hsicflow.model.onednn;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;

/**
 * A backend's primitives, each made once for its shapes and layouts, on a thread with the number of
 * OpenMP threads with which it will run.
 */
final class Primitives {
  private final memory.data_type type;
  private final Map<Object, Object> made = new ConcurrentHashMap<>();

  /**
   * @param type of activations
   */
  Primitives(memory.data_type type) {
    this.type = type;
  }

  ConvolutionPlan convolution(Layout x, int[] weights, int stride, int padding) {
    long[] shape = Arrays.stream(weights).asLongStream().toArray();
    return make(
        List.of("convolution", x, weights[0], weights[2], stride, padding),
        () -> new ConvolutionPlan(x, type, shape, stride, padding));
  }

  NormPlan norm(Layout x, double epsilon, boolean relu) {
    return make(List.of("norm", x, epsilon, relu), () -> new NormPlan(x, epsilon, relu));
  }

  PoolPlan maximum(Layout x) {
    return make(List.of("maximum", x), () -> PoolPlan.maximum(x));
  }

  PoolPlan mean(Layout x) {
    return make(List.of("mean", x), () -> PoolPlan.mean(x));
  }

  /** {@code dst = src}, in other layouts and types. */
  Operation reorder(Layout from, Layout to) {
    return make(List.of("reorder", from, to), () -> reorder(from, to, OneDnn.attributes()));
  }

  /** {@code dst += src}, in other layouts and types. */
  Operation reorderAdd(Layout from, Layout to) {
    return make(
        List.of("reorder add", from, to),
        () -> {
          post_ops sum = new post_ops();
          sum.append_sum();
          primitive_attr attributes = OneDnn.attributes();
          attributes.set_post_ops(sum);
          return reorder(from, to, attributes);
        });
  }

  private static Operation reorder(Layout from, Layout to, primitive_attr attributes) {
    reorder.primitive_desc d =
        new reorder.primitive_desc(
            OneDnn.CPU, from.descriptor(), OneDnn.CPU, to.descriptor(), attributes, false);
    return new Operation(new reorder(d), d);
  }

  /** {@code dst = src + src1}, rectified where asked. */
  Operation add(Layout layout, boolean relu) {
    return make(
        List.of("add", layout, relu),
        () -> {
          primitive_attr attributes = OneDnn.attributes();
          if (relu) {
            post_ops rectifier = new post_ops();
            rectifier.append_eltwise(algorithm.eltwise_relu.value, 0f, 0f);
            attributes.set_post_ops(rectifier);
          }
          return binary(algorithm.binary_add, layout, layout, attributes);
        });
  }

  /** {@code dst = src - src1}. */
  Operation subtract(Layout layout) {
    return make(
        List.of("subtract", layout),
        () -> binary(algorithm.binary_sub, layout, layout, OneDnn.attributes()));
  }

  /** {@code dst = src * src1}, with a factor for every channel in src1, [1, c, 1, 1]. */
  Operation timesChannels(Layout layout, Layout factors) {
    return make(
        List.of("times", layout, factors),
        () -> binary(algorithm.binary_mul, layout, factors, OneDnn.attributes()));
  }

  private static Operation binary(
      algorithm kind, Layout layout, Layout other, primitive_attr attributes) {
    binary.primitive_desc d =
        new binary.primitive_desc(
            OneDnn.CPU,
            kind.value,
            layout.descriptor(),
            other.descriptor(),
            layout.descriptor(),
            attributes,
            false);
    return new Operation(new binary(d), d);
  }

  /** {@code diff_src = diff_dst} where dst, the rectifier's output, is positive, else 0. */
  Operation reluGradient(Layout layout) {
    return make(
        List.of("relu gradient", layout),
        () -> {
          int kind = algorithm.eltwise_relu_use_dst_for_bwd.value;
          eltwise_forward.primitive_desc forward =
              new eltwise_forward.primitive_desc(
                  OneDnn.CPU,
                  prop_kind.forward_training.value,
                  kind,
                  layout.descriptor(),
                  layout.descriptor(),
                  0f);
          eltwise_backward.primitive_desc d =
              new eltwise_backward.primitive_desc(
                  OneDnn.CPU,
                  kind,
                  layout.descriptor(),
                  layout.descriptor(),
                  layout.descriptor(),
                  0f,
                  forward,
                  OneDnn.attributes(),
                  false);
          return new Operation(new eltwise_backward(d), d);
        });
  }

  @SuppressWarnings("unchecked") // a key's first element says what is made for it
  private <T> T make(Object key, Supplier<T> maker) {
    Function<Object, Object> once = k -> maker.get();
    return (T) made.computeIfAbsent(key, once);
  }
}
