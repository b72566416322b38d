package io.hsicflow.model.torch;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BatchStatistics;
import io.hsicflow.model.backend.CrossEntropy;
import io.hsicflow.model.backend.Follower;
import io.hsicflow.model.backend.Lanes;
import io.hsicflow.model.backend.MatrixShapes;
import io.hsicflow.model.backend.NormOperands;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import java.util.List;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.global.torch;

/** The primitives on libtorch's own operations, on whatever device; see the package. */
class TorchBackend extends TorchMemory implements Backend {
  private final int threads;
  private final Lanes lanes;

  /** A backend on a device that can be used. */
  TorchBackend(Precision precision, int threads, TorchDevice device) {
    super(precision, device);
    this.threads = threads;
    lanes = new Lanes(name(), threads);
    run(
        () -> {
          TorchThreads.start(threads);
          beRepeatable();
        });
  }

  /** Algorithms that give the same bits every time, and single precision where it is asked for. */
  private static void beRepeatable() {
    Context context = torch.globalContext();
    context.setDeterministicCuDNN(true);
    context.setBenchmarkCuDNN(false);
    context.setDeterministicMkldnn(true);
    context.setAllowTF32CuDNN(false);
    context.setAllowTF32CuBLAS(false);
  }

  @Override
  public String name() {
    return TorchBackendProvider.NAME;
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public void sideBySide(Runnable first, Runnable second) {
    scopes().sideBySide(lanes, first, second);
  }

  @Override
  public void close() {
    lanes.close();
    freeAll();
  }

  @Override
  public Tensor convolution(Tensor x, Tensor weights, int stride, int padding) {
    TorchTensor input = activation(x);
    TorchTensor kernel = kernelOf(input, weights);
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

  private TorchTensor kernelOf(TorchTensor input, Tensor weights) {
    TorchTensor kernel = own(weights);
    if (kernel.rank() != 4 || kernel.dimension(1) != input.channels()) {
      throw new IllegalArgumentException(
          kernel + " are no weights [out, in, k, k] for the channels of " + input + ".");
    }
    return kernel;
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
    TorchTensor kernel = kernelOf(input, weights);
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

  @Override
  public void multiply(
      double alpha,
      Tensor a,
      boolean transposeA,
      Tensor b,
      boolean transposeB,
      double beta,
      Tensor c) {
    TorchTensor left = own(a);
    TorchTensor right = own(b);
    TorchTensor target = own(c);
    MatrixShapes.requireProduct(left, transposeA, right, transposeB, target);
    run(
        () -> {
          var first = transposeA ? left.numbers().t() : left.numbers();
          var second = transposeB ? right.numbers().t() : right.numbers();
          target.written().numbers().addmm_(first, second, new Scalar(beta), new Scalar(alpha));
        });
  }

  @Override
  public void addRowInPlace(Tensor m, Tensor row) {
    TorchTensor added = channels(m, row);
    run(() -> own(m).written().numbers().add_(added.flat()));
  }

  @Override
  public void addColumnSums(Tensor m, Tensor sums) {
    TorchTensor target = channels(m, sums);
    run(() -> target.add(Rows.columnSums(own(m).numbers())));
  }

  @Override
  public void centreColumnsInPlace(Tensor m) {
    run(() -> Rows.centreColumns(own(m).written().numbers()));
  }

  @Override
  public Tensor normaliseRows(Tensor x) {
    return make(() -> Rows.normalise(own(x).numbers()));
  }

  @Override
  public Tensor normaliseRowsGradient(Tensor x, Tensor outputGradient) {
    TorchTensor g = sameShape(x, outputGradient);
    return make(() -> Rows.normaliseGradient(own(x).numbers(), g.numbers()));
  }

  @Override
  public Tensor randomFeatures(Tensor projections, Tensor phases, double amplitude) {
    TorchTensor shift = channels(projections, phases);
    return make(
        () -> own(projections).numbers().add(shift.flat()).cos().mul(new Scalar(amplitude)));
  }

  @Override
  public Tensor randomFeaturesGradient(
      Tensor projections, Tensor phases, double amplitude, Tensor outputGradient) {
    TorchTensor shift = channels(projections, phases);
    TorchTensor g = sameShape(projections, outputGradient);
    return make(
        () ->
            own(projections)
                .numbers()
                .add(shift.flat())
                .sin()
                .mul(g.numbers())
                .mul(new Scalar(-amplitude)));
  }

  @Override
  public Tensor squaredDistances(Tensor a, Tensor b) {
    return make(() -> Rows.squaredDistances(own(a).numbers(), own(b).numbers()));
  }

  @Override
  public Tensor selectRows(Tensor m, int[] rows) {
    TorchTensor matrix = own(m);
    for (int row : rows) {
      if (row < 0 || row >= matrix.dimension(0)) {
        throw new IllegalArgumentException("There is no row " + row + " in " + matrix + ".");
      }
    }
    return make(() -> matrix.numbers().index_select(0, indices(rows)));
  }

  @Override
  public double sumOfSquares(Tensor x) {
    return dot(x, x);
  }

  @Override
  public double dot(Tensor a, Tensor b) {
    TorchTensor right = sameSize(a, b);
    return compute(() -> Rows.dot(own(a).flat(), right.flat()));
  }

  @Override
  public CrossEntropy softmaxCrossEntropy(Tensor logits, int[] labels, Tensor logitsGradient) {
    TorchTensor gradient = sameShape(logits, logitsGradient);
    int labelled = CrossEntropy.labelled(labels, logits.dimension(1));
    return compute(
        () -> SoftmaxLoss.of(own(logits).numbers(), indices(labels), labelled, gradient.numbers()));
  }

  @Override
  public void fill(Tensor x, double value) {
    run(() -> own(x).written().numbers().fill_(new Scalar(value)));
  }

  @Override
  public void scale(Tensor x, double factor) {
    run(() -> own(x).written().numbers().mul_(new Scalar(factor)));
  }

  @Override
  public void axpy(double factor, Tensor x, Tensor y) {
    TorchTensor added = sameSize(y, x);
    TorchTensor sum = own(y);
    run(
        () -> {
          synchronized (sum) { // the other lane may add, too
            sum.written().flat().add_(added.flat(), new Scalar(factor));
          }
        });
  }

  @Override
  public void lerp(Tensor target, Tensor source, double weight) {
    TorchTensor end = sameSize(target, source);
    run(() -> own(target).written().flat().lerp_(end.flat(), new Scalar(weight)));
  }

  @Override
  public void larsUpdate(
      Tensor parameters,
      Tensor gradient,
      Tensor momentumBuffer,
      double rate,
      double momentum,
      double decay,
      double trust,
      List<Follower> followers) {
    TorchTensor g = sameSize(parameters, gradient);
    TorchTensor m = sameSize(parameters, momentumBuffer);
    run(
        () ->
            LarsStep.update(
                own(parameters).written().flat(),
                g.flat(),
                m.written().flat(),
                rate,
                momentum,
                decay,
                trust));
    followers.forEach(f -> lerp(f.average(), parameters, f.weight()));
  }
}
