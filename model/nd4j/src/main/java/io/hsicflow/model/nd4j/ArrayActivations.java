package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BatchStatistics;
import io.hsicflow.model.backend.NormOperands;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.backend.Window;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Convolutions, batch norms, rectifiers and pools of activations on ND4J's own operations. */
abstract class ArrayActivations extends ArrayMemory implements Backend {
  /** As {@link ArrayMemory}. */
  ArrayActivations(Precision precision, Runnable entry) {
    super(precision, entry);
  }

  @Override
  public Tensor convolution(Tensor x, Tensor weights, int stride, int padding) {
    ArrayTensor input = activation(x);
    ArrayTensor kernel = kernel(input, weights);
    Window window = new Window(kernel.dimension(2), stride, padding);
    ArrayTensor y =
        newActivation(
            input.dimension(0),
            kernel.dimension(0),
            window.places(input.dimension(2)),
            window.places(input.dimension(3)));
    run(t -> Nd4jConvolution.forward(input.shaped(), kernel.shaped(), stride, padding, y.shaped()));
    return y;
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
    enter();
    ArrayTensor input = activation(x);
    INDArray kernel = kernel(input, weights).shaped();
    INDArray dy = activation(outputGradient).shaped();
    ArrayTensor sum = sameShape(weights, weightGradient);
    ArrayTensor dx = like(input);
    run(
        t -> {
          INDArray dw = t.blank(kernel);
          Nd4jConvolution.backward(input.shaped(), kernel, dy, stride, padding, dx.shaped(), dw);
          sum.add(dw.reshape(sum.size()));
        });
    if (inputGradient) {
      return dx;
    }
    dx.close();
    return null;
  }

  @Override
  public BatchStatistics batchStatistics(Tensor x) {
    ArrayTensor input = own(x);
    ArrayTensor mean = newTensor(own(x).channels());
    ArrayTensor variance = newTensor(own(x).channels());
    run(t -> ArrayNorms.statistics(t, input.columns(), mean.flat(), variance.flat()));
    return new BatchStatistics(mean, variance);
  }

  @Override
  public Tensor normalise(Tensor x, NormOperands norm, boolean relu) {
    ArrayNorms.Operands operands = operands(x, norm);
    ArrayTensor y = like(own(x));
    run(
        t -> {
          ArrayNorms.normalise(t, own(x).columns(), operands, y.columns());
          if (relu) {
            Transforms.relu(y.flat(), false);
          }
        });
    return y;
  }

  private ArrayNorms.Operands operands(Tensor x, NormOperands norm) {
    enter();
    return new ArrayNorms.Operands(
        channels(x, norm.mean()).flat(),
        channels(x, norm.variance()).flat(),
        norm.epsilon(),
        channels(x, norm.scale()).flat(),
        channels(x, norm.shift()).flat());
  }

  @Override
  public Tensor normaliseGradientSums(
      Tensor x, Tensor y, Tensor outputGradient, NormOperands norm, boolean relu) {
    ArrayNorms.Operands operands = operands(x, norm);
    ArrayTensor sums = newTensor(2, own(x).channels());
    run(
        t -> {
          INDArray g = masked(t, x, y, outputGradient, relu);
          ArrayNorms.gradientSums(t, own(x).columns(), g, operands, sums.shaped());
        });
    return sums;
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
    ArrayNorms.Operands operands = operands(x, norm);
    ArrayTensor dx = like(own(x));
    run(
        t -> {
          INDArray g = masked(t, x, y, outputGradient, relu);
          ArrayNorms.gradient(
              t, own(x).columns(), g, operands, own(sums).shaped(), count, dx.columns());
        });
    return dx;
  }

  private INDArray masked(Temporaries t, Tensor x, Tensor y, Tensor outputGradient, boolean relu) {
    INDArray g = sameShape(x, outputGradient).columns();
    if (!relu) {
      return g;
    }
    INDArray masked = t.blank(g);
    mask(sameShape(x, y).columns(), g, masked);
    return masked;
  }

  /** {@code result = gradient} where y is positive, else 0. */
  private static void mask(INDArray y, INDArray gradient, INDArray result) {
    Nd4j.exec(DynamicCustomOp.builder("relu_bp").addInputs(y, gradient).addOutputs(result).build());
  }

  @Override
  public void addReluInPlace(Tensor x, Tensor addend) {
    ArrayTensor b = sameShape(x, addend);
    run(t -> Transforms.relu(own(x).flat().addi(b.flat()), false));
  }

  @Override
  public void reluGradientInPlace(Tensor gradient, Tensor y) {
    ArrayTensor output = sameShape(gradient, y);
    run(t -> mask(output.flat(), own(gradient).flat(), own(gradient).flat()));
  }

  @Override
  public void addInPlace(Tensor x, Tensor addend) {
    ArrayTensor b = sameShape(x, addend);
    run(t -> own(x).flat().addi(b.flat()));
  }

  @Override
  public Tensor maxPool(Tensor x) {
    ArrayTensor input = activation(x);
    ArrayTensor y =
        newActivation(
            input.dimension(0),
            input.dimension(1),
            Window.MAX_POOL.places(input.dimension(2)),
            Window.MAX_POOL.places(input.dimension(3)));
    run(t -> ArrayPools.maximum(t, input.shaped(), y.shaped()));
    return y;
  }

  @Override
  public Tensor maxPoolGradient(Tensor x, Tensor y, Tensor outputGradient) {
    ArrayTensor input = activation(x);
    ArrayTensor dy = sameShape(y, outputGradient);
    ArrayTensor dx = like(input);
    run(
        t ->
            ArrayPools.maximumGradient(
                t, input.shaped(), own(y).shaped(), dy.shaped(), dx.shaped()));
    return dx;
  }

  @Override
  public Tensor averagePool(Tensor x) {
    ArrayTensor input = activation(x);
    ArrayTensor y = newTensor(input.dimension(0), input.dimension(1));
    run(t -> ArrayPools.mean(t, pixels(input), y.shaped()));
    return y;
  }

  @Override
  public Tensor averagePoolGradient(Tensor outputGradient, int height, int width) {
    ArrayTensor dy = own(outputGradient);
    ArrayTensor dx = newActivation(dy.dimension(0), dy.dimension(1), height, width);
    run(t -> ArrayPools.meanGradient(t, dy.shaped(), pixels(dx)));
    return dx;
  }

  /** [n, pixels, c]. */
  private static INDArray pixels(ArrayTensor x) {
    return x.part(0, x.dimension(0), (long) x.dimension(2) * x.dimension(3), x.dimension(1));
  }
}
