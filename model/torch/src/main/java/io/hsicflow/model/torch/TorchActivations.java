package io.hsicflow.model.torch;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BatchStatistics;
import io.hsicflow.model.backend.NormOperands;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.global.torch;

/** Convolutions, batch norms, rectifiers and pools of activations on libtorch's own operations. */
abstract class TorchActivations extends TorchMemory implements Backend {
  /** On a device that can be used. */
  TorchActivations(Precision precision, TorchDevice device) {
    super(precision, device);
  }

  @Override
  public Tensor convolution(Tensor x, Tensor weights, int stride, int padding) {
    TorchTensor input = activation(x);
    TorchTensor kernel = kernel(input, weights);
    return makeActivation(
        () -> Convolutions.forward(input.numbers(), meeting(kernel), stride, padding));
  }

  /** Weights in the precision and layout of the activations that they meet: made once a change. */
  private org.bytedeco.pytorch.Tensor meeting(TorchTensor weights) {
    return activationType() == type()
        ? weights.numbers()
        : weights.copy(
            numbers ->
                numbers.to(
                    activationType(),
                    false,
                    true,
                    new MemoryFormatOptional(torch.MemoryFormat.ChannelsLast)));
  }

  @Override
  public void dropCopies(Tensor tensor) {
    own(tensor).dropCopies();
  }

  @Override
  public Tensor convolutionGradient(
      Tensor x,
      Tensor weights,
      Tensor outputGradient,
      int stride,
      int padding,
      Tensor weightGradient,
      boolean inputGradient) {
    TorchTensor input = activation(x);
    TorchTensor kernel = kernel(input, weights);
    TorchTensor dy = activation(outputGradient);
    TorchTensor dw = sameShape(weights, weightGradient);
    return compute(
        () -> {
          T_TensorTensorTensor_T gradients =
              Convolutions.backward(
                  input.numbers(), meeting(kernel), dy.numbers(), stride, padding, inputGradient);
          dw.add(gradients.get1());
          return inputGradient ? makeActivation(gradients::get0) : null;
        });
  }

  @Override
  public BatchStatistics batchStatistics(Tensor x) {
    TorchTensor input = own(x);
    return compute(
        () -> {
          T_TensorTensor_T statistics = BatchNorms.statistics(wide(input));
          return new BatchStatistics(make(statistics::get0), make(statistics::get1));
        });
  }

  @Override
  public Tensor normalise(Tensor x, NormOperands norm, boolean relu) {
    return makeLike(
        x,
        () -> {
          var y = normalised(x, norm);
          return relu ? y.relu_() : y;
        });
  }

  @Override
  public Tensor normaliseAddRelu(Tensor x, NormOperands norm, Tensor addend) {
    TorchTensor added = sameShape(x, addend);
    return makeLike(x, () -> normalised(x, norm).add_(added.numbers()).relu_());
  }

  /** In the precision of sums. */
  private org.bytedeco.pytorch.Tensor normalised(Tensor x, NormOperands norm) {
    return BatchNorms.normalise(
        wide(own(x)),
        channels(x, norm.mean()).flat(),
        channels(x, norm.variance()).flat(),
        norm.epsilon(),
        channels(x, norm.scale()).flat(),
        channels(x, norm.shift()).flat());
  }

  @Override
  public Tensor normaliseGradientSums(
      Tensor x, Tensor y, Tensor outputGradient, NormOperands norm, boolean relu) {
    TorchTensor m = channels(x, norm.mean());
    TorchTensor v = channels(x, norm.variance());
    return make(
        () ->
            BatchNorms.gradientSums(
                wide(own(x)),
                masked(x, y, outputGradient, relu),
                m.flat(),
                v.flat(),
                norm.epsilon()));
  }

  @Override
  public Tensor normaliseGradient(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      NormOperands norm,
      Tensor sums,
      double count,
      boolean relu) {
    TorchTensor m = channels(x, norm.mean());
    TorchTensor v = channels(x, norm.variance());
    TorchTensor s = channels(x, norm.scale());
    return makeLike(
        x,
        () ->
            BatchNorms.gradient(
                wide(own(x)),
                masked(x, y, outputGradient, relu),
                m.flat(),
                v.flat(),
                norm.epsilon(),
                s.flat(),
                own(sums).numbers(),
                count));
  }

  @Override
  public Tensor batchNormGradient(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      NormOperands norm,
      boolean relu,
      Tensor scaleGradient,
      Tensor shiftGradient) {
    TorchTensor m = channels(x, norm.mean());
    TorchTensor v = channels(x, norm.variance());
    TorchTensor s = channels(x, norm.scale());
    TorchTensor ds = channels(x, scaleGradient);
    TorchTensor db = channels(x, shiftGradient);
    return compute(
        () -> {
          T_TensorTensorTensor_T gradients =
              BatchNorms.gradients(
                  wide(own(x)),
                  masked(x, y, outputGradient, relu),
                  m.flat(),
                  v.flat(),
                  norm.epsilon(),
                  s.flat(),
                  true);
          ds.add(gradients.get1());
          db.add(gradients.get2());
          return makeLike(x, gradients::get0);
        });
  }

  private org.bytedeco.pytorch.Tensor masked(
      Tensor x, Tensor y, Tensor outputGradient, boolean relu) {
    var g = wide(sameShape(x, outputGradient));
    return relu ? BatchNorms.masked(g, wide(sameShape(x, y))) : g;
  }

  /** The numbers in the precision of sums. */
  private org.bytedeco.pytorch.Tensor wide(TorchTensor tensor) {
    return activationType() == type() ? tensor.numbers() : tensor.numbers().to(type());
  }

  @Override
  public void addReluInPlace(Tensor x, Tensor addend) {
    TorchTensor b = sameShape(x, addend);
    run(
        () -> {
          var sum = own(x).numbers();
          sum.add_(b.numbers());
          sum.relu_();
        });
  }

  @Override
  public void reluGradientInPlace(Tensor gradient, Tensor y) {
    TorchTensor output = sameShape(gradient, y);
    run(
        () -> {
          var g = own(gradient).numbers();
          torch.threshold_backward_out(g, g, output.numbers(), new Scalar(0));
        });
  }

  @Override
  public void addInPlace(Tensor x, Tensor addend) {
    TorchTensor b = sameShape(x, addend);
    run(() -> own(x).written().numbers().add_(b.numbers()));
  }

  @Override
  public Tensor maxPool(Tensor x) {
    TorchTensor input = activation(x);
    return makeActivation(() -> MaxPools.forward(input.numbers()));
  }

  @Override
  public Tensor maxPoolGradient(Tensor x, Tensor y, Tensor outputGradient) {
    TorchTensor input = activation(x);
    TorchTensor dy = sameShape(y, outputGradient);
    return makeActivation(() -> MaxPools.backward(input.numbers(), own(y).numbers(), dy.numbers()));
  }

  @Override
  public Tensor averagePool(Tensor x) {
    TorchTensor input = activation(x);
    return make(() -> wide(input).mean(2, 3));
  }

  @Override
  public Tensor averagePoolGradient(Tensor outputGradient, int height, int width) {
    TorchTensor g = own(outputGradient);
    int n = g.dimension(0);
    int c = g.dimension(1);
    return makeActivation(
        () ->
            g.numbers()
                .div(new Scalar((double) height * width))
                .view(n, c, 1, 1)
                .expand(n, c, height, width));
  }
}
