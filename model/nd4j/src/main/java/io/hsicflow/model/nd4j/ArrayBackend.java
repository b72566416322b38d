package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.CrossEntropy;
import io.hsicflow.model.backend.Device;
import io.hsicflow.model.backend.Follower;
import io.hsicflow.model.backend.Lanes;
import io.hsicflow.model.backend.MatrixShapes;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * All primitives as operations of ND4J's on its arrays, so that they run wherever its build
 * computes: it is what {@code -Pnd4j-cuda} computes with on a GPU. Here are those of matrices and
 * of flat vectors.
 */
final class ArrayBackend extends ArrayActivations {
  /** The GPU that ND4J takes for a thread's work, which it keeps for each on its own. */
  private static final ThreadLocal<Integer> ATTACHED = ThreadLocal.withInitial(() -> -1);

  private final int threads;
  private final Device device;
  private final Lanes lanes;

  /** On a device that ND4J is loaded for. */
  ArrayBackend(Precision precision, int threads, Device device) {
    super(precision, device.isGpu() ? () -> attach(device.number()) : NativeThreads::prepare);
    this.threads = threads;
    this.device = device;
    lanes = new Lanes(name(), device.isGpu() ? 1 : threads);
    if (!device.isGpu()) {
      NativeThreads.start(threads);
    }
  }

  private static void attach(int gpu) {
    if (ATTACHED.get() != gpu) {
      Nd4j.getAffinityManager().unsafeSetDevice(gpu);
      ATTACHED.set(gpu);
    }
  }

  @Override
  public String name() {
    return Nd4jBackendProvider.NAME;
  }

  @Override
  public String device() {
    return device.kindName();
  }

  @Override
  public int threads() {
    return threads;
  }

  /** On a GPU one after the other: there, every operation takes the whole device. */
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
    ArrayTensor left = own(a);
    ArrayTensor right = own(b);
    ArrayTensor result = own(c);
    MatrixShapes.requireProduct(left, transposeA, right, transposeB, result);
    run(
        t ->
            ArrayRows.multiply(
                alpha,
                left.shaped(),
                transposeA,
                right.shaped(),
                transposeB,
                beta,
                result.shaped()));
  }

  @Override
  public void addRowInPlace(Tensor m, Tensor row) {
    ArrayTensor added = channels(m, row);
    run(t -> Columns.add(own(m).columns(), added.flat()));
  }

  @Override
  public void addColumnSums(Tensor m, Tensor sums) {
    ArrayTensor target = channels(m, sums);
    run(t -> target.add(t.like(Columns.sums(t, own(m).columns()), target.flat())));
  }

  @Override
  public void centreColumnsInPlace(Tensor m) {
    run(
        t -> {
          INDArray matrix = own(m).columns();
          Columns.subtract(matrix, t.like(Columns.sums(t, matrix).divi(matrix.rows()), matrix));
        });
  }

  @Override
  public Tensor normaliseRows(Tensor x) {
    ArrayTensor y = like(own(x));
    run(t -> ArrayRows.normalise(t, own(x).shaped(), y.shaped()));
    return y;
  }

  @Override
  public Tensor normaliseRowsGradient(Tensor x, Tensor outputGradient) {
    ArrayTensor g = sameShape(x, outputGradient);
    ArrayTensor dx = like(own(x));
    run(t -> ArrayRows.normaliseGradient(t, own(x).shaped(), g.shaped(), dx.shaped()));
    return dx;
  }

  @Override
  public Tensor randomFeatures(Tensor projections, Tensor phases, double amplitude) {
    ArrayTensor y = turned(projections, phases);
    run(t -> Transforms.cos(y.flat(), false).muli(amplitude));
    return y;
  }

  @Override
  public Tensor randomFeaturesGradient(
      Tensor projections, Tensor phases, double amplitude, Tensor outputGradient) {
    ArrayTensor g = sameShape(projections, outputGradient);
    ArrayTensor dx = turned(projections, phases);
    run(t -> Transforms.sin(dx.flat(), false).muli(g.flat()).muli(-amplitude));
    return dx;
  }

  /** {@code projections + phases}. */
  private ArrayTensor turned(Tensor projections, Tensor phases) {
    ArrayTensor shift = channels(projections, phases);
    ArrayTensor sum = like(own(projections));
    copy(projections, sum);
    addRowInPlace(sum, shift);
    return sum;
  }

  @Override
  public Tensor squaredDistances(Tensor a, Tensor b) {
    ArrayTensor q = newTensor(a.dimension(0), b.dimension(0));
    run(t -> ArrayRows.squaredDistances(t, own(a).shaped(), own(b).shaped(), q.shaped()));
    return q;
  }

  @Override
  public Tensor selectRows(Tensor m, int[] rows) {
    ArrayTensor matrix = own(m);
    requireRows(matrix, rows);
    ArrayTensor y = newTensor(rows.length, matrix.dimension(1));
    run(t -> Nd4j.pullRows(matrix.shaped(), y.shaped(), 1, rows));
    return y;
  }

  @Override
  public double sumOfSquares(Tensor x) {
    return compute(t -> ArrayRows.sumOfSquares(own(x).flat()));
  }

  @Override
  public double dot(Tensor a, Tensor b) {
    ArrayTensor right = sameSize(a, b);
    return compute(t -> ArrayRows.dot(own(a).flat(), right.flat()));
  }

  @Override
  public CrossEntropy softmaxCrossEntropy(Tensor logits, int[] labels, Tensor logitsGradient) {
    ArrayTensor gradient = sameShape(logits, logitsGradient);
    int labelled = CrossEntropy.labelled(labels, logits.dimension(1));
    return compute(
        t ->
            ArrayRows.softmaxCrossEntropy(
                t, own(logits).shaped(), labels, labelled, gradient.shaped()));
  }

  @Override
  public void fill(Tensor x, double value) {
    run(t -> own(x).flat().assign(value));
  }

  @Override
  public void scale(Tensor x, double factor) {
    run(t -> own(x).flat().muli(factor));
  }

  @Override
  public void axpy(double factor, Tensor x, Tensor y) {
    ArrayTensor added = sameSize(y, x);
    run(t -> own(y).add(t.copy(added.flat()).muli(factor)));
  }

  @Override
  public void lerp(Tensor target, Tensor source, double weight) {
    ArrayTensor end = sameSize(target, source);
    run(
        t -> {
          INDArray start = own(target).flat();
          start.addi(t.copy(end.flat()).subi(start).muli(weight));
        });
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
    enter();
    INDArray p = own(parameters).flat();
    INDArray given = sameSize(parameters, gradient).flat();
    INDArray m = sameSize(parameters, momentumBuffer).flat();
    run(
        t -> {
          INDArray g = t.copy(p).muli(decay).addi(given);
          if (trust > 0) {
            double ofParameters = ArrayRows.sumOfSquares(p);
            double ofGradient = ArrayRows.sumOfSquares(g);
            if (ofParameters > 0 && ofGradient > 0) {
              g.muli(trust * Math.sqrt(ofParameters) / Math.sqrt(ofGradient));
            }
          }
          m.muli(momentum).addi(g);
          p.subi(g.assign(m).muli(rate));
        });
    followers.forEach(f -> lerp(f.average(), parameters, f.weight()));
  }
}
