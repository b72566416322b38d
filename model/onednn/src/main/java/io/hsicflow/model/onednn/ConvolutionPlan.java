package io.hsicflow.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.algorithm;
import static org.bytedeco.dnnl.global.dnnl.prop_kind;

import io.hsicflow.model.backend.Window;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc_base;

/**
 * A convolution of fixed shapes: which layouts its operands have and the three primitives. Forward
 * takes the layouts that the library likes best; both gradients keep to them, for then nothing is
 * brought into another layout on the way back, which costs more than their own favourites gain.
 */
final class ConvolutionPlan {
  /** Names of implementations that only stand in where the library has no kernel. */
  private static final List<String> FALLBACKS = List.of("ref", "gemm");

  private final memory.data_type type;
  private final int kind = algorithm.convolution_direct.value;
  private final long[] weightShape;
  private final long[] strides;
  private final long[] padding;
  private final convolution_forward.primitive_desc description;
  private final Layout input;
  private final Layout output;
  private final Layout weights;
  private final Operation forward;
  private WeightGradient weightGradient;
  private InputGradient inputGradient;

  /** The gradient of the weights and the layouts of its operands. */
  record WeightGradient(Operation operation, Layout input, Layout output, Layout weights) {}

  /** The gradient of the input and the layouts of its operands. */
  record InputGradient(Operation operation, Layout input, Layout output, Layout weights) {}

  /**
   * @param x the layout of the input as it comes
   * @param weightShape [out, in, k, k]
   */
  ConvolutionPlan(Layout x, memory.data_type type, long[] weightShape, int stride, int padding) {
    this.type = type;
    this.weightShape = weightShape;
    strides = new long[] {stride, stride};
    this.padding = new long[] {padding, padding};
    Window window = new Window(Math.toIntExact(weightShape[2]), stride, padding);
    long[] shape = x.dimensions();
    long[] outShape = {
      shape[0], weightShape[0], window.places(x.dimension(2)), window.places(x.dimension(3))
    };
    convolution_forward.primitive_desc best =
        forward(Layouts.any(type, shape), Layouts.any(type, outShape), false);
    if (Layouts.of(best.src_desc()) != x) {
      convolution_forward.primitive_desc asItComes =
          forward(x.descriptor(), Layouts.any(type, outShape), true);
      if (!isMissing(asItComes) && !isFallback(asItComes)) {
        best = asItComes;
      }
    }
    description = best;
    input = Layouts.of(description.src_desc());
    output = Layouts.of(description.dst_desc());
    weights = Layouts.of(description.weights_desc());
    forward = new Operation(new convolution_forward(description), description);
  }

  private convolution_forward.primitive_desc forward(
      memory.desc x, memory.desc y, boolean mayBeMissing) {
    return new convolution_forward.primitive_desc(
        OneDnn.CPU,
        prop_kind.forward_training.value,
        kind,
        x,
        Layouts.any(type, weightShape),
        y,
        strides,
        padding,
        padding,
        OneDnn.attributes(),
        mayBeMissing);
  }

  private static boolean isMissing(primitive_desc_base description) {
    return !description.asBoolean();
  }

  private static boolean isFallback(primitive_desc_base description) {
    String name = description.impl_info_str().getString();
    return FALLBACKS.stream().anyMatch(name::startsWith);
  }

  /** How the input has to lie. */
  Layout input() {
    return input;
  }

  /** How the output lies. */
  Layout output() {
    return output;
  }

  /** How the weights have to lie for the forward. */
  Layout weights() {
    return weights;
  }

  Operation forward() {
    return forward;
  }

  synchronized WeightGradient weightGradient() {
    if (weightGradient == null) {
      convolution_backward_weights.primitive_desc chosen =
          weightGradient(input.descriptor(), output.descriptor());
      if (isMissing(chosen) || isFallback(chosen)) {
        chosen =
            weightGradient(
                Layouts.any(type, input.dimensions()), Layouts.any(type, output.dimensions()));
      }
      weightGradient =
          new WeightGradient(
              new Operation(new convolution_backward_weights(chosen), chosen),
              Layouts.of(chosen.src_desc()),
              Layouts.of(chosen.diff_dst_desc()),
              Layouts.of(chosen.diff_weights_desc()));
    }
    return weightGradient;
  }

  private convolution_backward_weights.primitive_desc weightGradient(
      memory.desc x, memory.desc dy) {
    return new convolution_backward_weights.primitive_desc(
        OneDnn.CPU,
        kind,
        x,
        Layouts.any(memory.data_type.f32, weightShape),
        dy,
        strides,
        padding,
        padding,
        description,
        OneDnn.attributes(),
        true);
  }

  synchronized InputGradient inputGradient() {
    if (inputGradient == null) {
      convolution_backward_data.primitive_desc chosen =
          inputGradient(input.descriptor(), output.descriptor());
      if (isMissing(chosen) || isFallback(chosen)) {
        chosen =
            inputGradient(
                Layouts.any(type, input.dimensions()), Layouts.any(type, output.dimensions()));
      }
      inputGradient =
          new InputGradient(
              new Operation(new convolution_backward_data(chosen), chosen),
              Layouts.of(chosen.diff_src_desc()),
              Layouts.of(chosen.diff_dst_desc()),
              Layouts.of(chosen.weights_desc()));
    }
    return inputGradient;
  }

  private convolution_backward_data.primitive_desc inputGradient(memory.desc dx, memory.desc dy) {
    return new convolution_backward_data.primitive_desc(
        OneDnn.CPU,
        kind,
        dx,
        Layouts.any(type, weightShape),
        dy,
        strides,
        padding,
        padding,
        description,
        OneDnn.attributes(),
        true);
  }
}
