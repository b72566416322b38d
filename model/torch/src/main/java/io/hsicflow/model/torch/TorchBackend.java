package io.hsicflow.model.torch;

import io.hsicflow.model.backend.CrossEntropy;
import io.hsicflow.model.backend.Follower;
import io.hsicflow.model.backend.Lanes;
import io.hsicflow.model.backend.MatrixShapes;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import java.util.List;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/**
 * The primitives on libtorch's own operations, on whatever device; see the package. Here are those
 * of matrices and of flat vectors.
 */
class TorchBackend extends TorchActivations {
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
    requireRows(matrix, rows);
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
