package io.hsicflow.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;

import io.hsicflow.model.backend.BatchNormOutput;
import io.hsicflow.model.backend.BatchStatistics;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.host.HostBackend;
import io.hsicflow.model.host.HostBlock;
import io.hsicflow.model.host.HostTensor;
import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.memory;

/** The primitives on oneDNN; see the package. */
final class OneDnnBackend extends HostBackend {
  private final NativePages pages = new NativePages();
  private final memory.data_type type;
  private final Primitives primitives;
  private final ThreadLocal<Execution> execution;

  /**
   * @param type of activations; everything else is float
   */
  OneDnnBackend(memory.data_type type, int threads) {
    super(OneDnnBackendProvider.NAME, Precision.FLOAT32, threads);
    this.type = type;
    primitives = new Primitives(type);
    int perLane = Math.max(1, threads / 2);
    execution = ThreadLocal.withInitial(() -> new Execution(this, perLane));
  }

  @Override
  protected HostBlock newBlock(long capacity) {
    return OneDnnBlock.take(pages, capacity);
  }

  @Override
  public void close() {
    super.close();
    pages.freeAll();
  }

  /** Memory for a layout, whose content is undefined. */
  OneDnnBlock take(Layout layout) {
    return (OneDnnBlock) takeBlock((layout.bytes() + Float.BYTES - 1) / Float.BYTES);
  }

  /** Takes memory back, for others. */
  void release(OneDnnBlock block) {
    giveBack(block);
  }

  /** Activations may be narrower than float. */
  private Activation newActivation(Layout layout) {
    return scoped(new Activation(this, layout, take(layout)));
  }

  private Activation ours(Tensor tensor) {
    if (tensor instanceof Activation activation && activation.belongsTo(this)) {
      return activation;
    }
    throw new IllegalArgumentException(
        tensor instanceof HostTensor
            ? tensor + " is no activation [n, c, h, w]."
            : "The tensor " + tensor + " belongs to another backend: copy its values here first.");
  }

  private static dnnl_memory memory(HostTensor tensor, long... shape) {
    return ((OneDnnBlock) tensor.block()).as(Layouts.rowMajor(shape), tensor.offset());
  }

  private dnnl_memory vector(Tensor tensor) {
    HostTensor mine = own(tensor);
    return memory(mine, mine.count());
  }

  /** The activation itself where it lies so, else a copy that does. */
  private Activation in(Layout layout, Activation x) {
    if (x.layout() == layout) {
      return x;
    }
    Activation copy = newActivation(layout);
    reorder(x.memory(), x.layout(), copy.memory(), layout);
    return copy;
  }

  /** The second activation, of the first one's shape, in its layout. */
  private Activation like(Activation x, Tensor other) {
    Activation mine = ours(other);
    if (!Arrays.equals(x.layout().dimensions(), mine.layout().dimensions())) {
      throw new IllegalArgumentException(
          mine + " does not go with " + x + ": their shapes differ.");
    }
    return in(x.layout(), mine);
  }

  private void closeCopy(Activation copy, Tensor original) {
    if (copy != original) {
      copy.close();
    }
  }

  private void reorder(dnnl_memory from, Layout source, dnnl_memory to, Layout target) {
    execution
        .get()
        .with(DNNL_ARG_SRC, from)
        .with(DNNL_ARG_DST, to)
        .run(primitives.reorder(source, target));
  }

  // Memory of activations.

  @Override
  public Tensor activation(double[] values, int n, int c, int h, int w) {
    Activation x = newActivation(usual(n, c, h, w));
    write(x, values);
    return x;
  }

  /** As a convolution of many channels likes it; pictures lie plain. */
  private Layout usual(int n, int c, int h, int w) {
    memory.format_tag tag = memory.format_tag.nchw;
    if (c > 3) {
      int block =
          primitives
              .convolution(
                  Layouts.of(
                      new memory.desc(new long[] {1, 32, 8, 8}, type, memory.format_tag.nchw)),
                  new int[] {32, 32, 3, 3},
                  1,
                  1)
              .output()
              .channelBlock();
      tag =
          switch (block) {
            case 16 -> memory.format_tag.nChw16c;
            case 8 -> memory.format_tag.nChw8c;
            default -> memory.format_tag.nhwc;
          };
    }
    return Layouts.of(new memory.desc(new long[] {n, c, h, w}, type, tag));
  }

  @Override
  public Tensor images(byte[] rgb, int n, int side, double[] mean, double[] deviation) {
    int pixels = side * side;
    Layout plain = Layouts.rowMajor(n, 3, side, side);
    if (rgb.length < (long) n * 3 * pixels) {
      throw new IllegalArgumentException(
          "%d images of %d pixels a side need %d bytes, but there are %d."
              .formatted(n, side, (long) n * 3 * pixels, rgb.length));
    }
    try (HostTensor floats = newTensor(n, 3, side, side)) {
      PlanarImages.write(rgb, n, pixels, mean, deviation, floats);
      Activation x =
          newActivation(
              Layouts.of(new memory.desc(plain.dimensions(), type, memory.format_tag.nchw)));
      reorder(memory(floats, plain.dimensions()), plain, x.memory(), x.layout());
      return x;
    }
  }

  @Override
  public void write(Tensor target, double[] values) {
    if (!target.isActivation()) {
      super.write(target, values);
      return;
    }
    Activation x = ours(target);
    try (HostTensor plain = newTensor(x.shape())) {
      super.write(plain, values);
      Layout layout = Layouts.rowMajor(x.layout().dimensions());
      reorder(memory(plain, layout.dimensions()), layout, x.memory(), x.layout());
    }
    x.dropWorkspace();
  }

  @Override
  public double[] read(Tensor source) {
    if (!source.isActivation()) {
      return super.read(source);
    }
    Activation x = ours(source);
    try (HostTensor plain = newTensor(x.shape())) {
      Layout layout = Layouts.rowMajor(x.layout().dimensions());
      reorder(x.memory(), x.layout(), memory(plain, layout.dimensions()), layout);
      return super.read(plain);
    }
  }

  @Override
  public void copy(Tensor source, Tensor target) {
    if (!target.isActivation()) {
      super.copy(source, target);
      return;
    }
    Activation y = ours(target);
    Activation x = like(y, source);
    reorder(x.memory(), x.layout(), y.memory(), y.layout());
    y.dropWorkspace();
    closeCopy(x, source);
  }

  // Convolution.

  @Override
  public Tensor convolution(Tensor x, Tensor weights, int stride, int padding) {
    Activation given = ours(x);
    Execution run = execution.get();
    ConvolutionPlan plan =
        primitives.convolution(given.layout(), own(weights).shape(), stride, padding);
    Activation input = in(plan.input(), given);
    Activation y = newActivation(plan.output());
    dnnl_memory kernel = weights(own(weights), plan.weights());
    run.with(DNNL_ARG_SRC, input.memory())
        .with(DNNL_ARG_WEIGHTS, kernel)
        .with(DNNL_ARG_DST, y.memory())
        .run(plan.forward());
    closeCopy(input, x);
    return y;
  }

  /** The weights in a layout; brought into it where they have changed since the last time. */
  private dnnl_memory weights(HostTensor tensor, Layout layout) {
    OneDnnBlock block = (OneDnnBlock) tensor.block();
    OneDnnBlock.Copy copy = block.copy(layout, tensor.offset());
    synchronized (copy) {
      if (copy.block() == null) {
        OneDnnBlock taken = take(layout);
        copy.hold(taken, () -> release(taken));
      }
      dnnl_memory memory = copy.block().as(layout, 0);
      long now = block.changes();
      if (!copy.isOf(now)) {
        Layout plain = Layouts.rowMajor(layout.dimensions());
        reorder(block.as(plain, tensor.offset()), plain, memory, layout);
        copy.madeAt(now);
      }
      return memory;
    }
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
    Activation input = ours(x);
    Activation gradient = ours(outputGradient);
    Execution run = execution.get();
    ConvolutionPlan plan =
        primitives.convolution(input.layout(), own(weights).shape(), stride, padding);
    addWeightGradient(run, plan.weightGradient(), input, gradient, own(weightGradient));
    if (!inputGradient) {
      return null;
    }
    ConvolutionPlan.InputGradient toInput = plan.inputGradient();
    Activation dy = in(toInput.output(), gradient);
    Activation dx = newActivation(toInput.input());
    dnnl_memory kernel = weights(own(weights), toInput.weights());
    run.with(DNNL_ARG_DIFF_DST, dy.memory())
        .with(DNNL_ARG_WEIGHTS, kernel)
        .with(DNNL_ARG_DIFF_SRC, dx.memory())
        .run(toInput.operation());
    closeCopy(dy, gradient);
    return dx;
  }

  private void addWeightGradient(
      Execution run,
      ConvolutionPlan.WeightGradient plan,
      Activation x,
      Activation gradient,
      HostTensor sum) {
    Activation input = in(plan.input(), x);
    Activation dy = in(plan.output(), gradient);
    OneDnnBlock block = take(plan.weights());
    dnnl_memory dw = block.as(plan.weights(), 0);
    run.with(DNNL_ARG_SRC, input.memory())
        .with(DNNL_ARG_DIFF_DST, dy.memory())
        .with(DNNL_ARG_DIFF_WEIGHTS, dw)
        .run(plan.operation());
    Layout plain = Layouts.rowMajor(plan.weights().dimensions());
    run.with(DNNL_ARG_SRC, dw)
        .with(DNNL_ARG_DST, memory(sum, plain.dimensions()))
        .run(primitives.reorderAdd(plan.weights(), plain));
    release(block);
    closeCopy(input, x);
    closeCopy(dy, gradient);
  }

  // Batch norm: of activations here, of matrices in the loops.

  @Override
  public BatchNormOutput batchNorm(
      Tensor x, double epsilon, Tensor scale, Tensor shift, boolean relu) {
    if (!x.isActivation()) {
      return super.batchNorm(x, epsilon, scale, shift, relu);
    }
    Activation input = ours(x);
    Execution run = execution.get();
    NormPlan plan = primitives.norm(input.layout(), epsilon, relu);
    Activation y = newActivation(input.layout());
    HostTensor mean = newTensor(input.layout().channels());
    HostTensor variance = newTensor(input.layout().channels());
    run.with(DNNL_ARG_SRC, input.memory())
        .with(DNNL_ARG_DST, y.memory())
        .with(DNNL_ARG_MEAN, vector(mean))
        .with(DNNL_ARG_VARIANCE, vector(variance))
        .with(DNNL_ARG_SCALE, vector(scale))
        .with(DNNL_ARG_SHIFT, vector(shift));
    if (relu) {
      y.keep(take(plan.mask()), plan.mask());
      run.with(DNNL_ARG_WORKSPACE, y.workspace());
    }
    run.run(plan.training());
    return new BatchNormOutput(y, mean, variance);
  }

  @Override
  public BatchNormOutput batchNormAddRelu(
      Tensor x, double epsilon, Tensor scale, Tensor shift, Tensor addend) {
    BatchNormOutput output = batchNorm(x, epsilon, scale, shift, false);
    addReluInPlace(output.output(), addend);
    return output;
  }

  @Override
  public Tensor batchNormGradient(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor scale,
      boolean relu,
      Tensor scaleGradient,
      Tensor shiftGradient) {
    if (!x.isActivation()) {
      return super.batchNormGradient(
          x, y, outputGradient, mean, variance, epsilon, scale, relu, scaleGradient, shiftGradient);
    }
    Activation input = ours(x);
    Activation dx = newActivation(input.layout());
    int c = input.layout().channels();
    try (HostTensor ofScale = newTensor(c);
        HostTensor ofShift = newTensor(c)) {
      gradient(
          input,
          relu ? like(input, y) : null,
          like(input, outputGradient),
          mean,
          variance,
          epsilon,
          scale,
          dx,
          ofScale,
          ofShift);
      axpy(1, ofScale, scaleGradient);
      axpy(1, ofShift, shiftGradient);
    }
    return dx;
  }

  /**
   * Runs the backward primitive. The mask of the rectifier is the one that the forward left with y;
   * where y has none, for it was written from outside, it is y's sign.
   */
  private void gradient(
      Activation x,
      Activation y,
      Activation outputGradient,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor scale,
      Activation dx,
      HostTensor scaleGradient,
      HostTensor shiftGradient) {
    Execution run = execution.get();
    boolean masked = y != null && y.hasWorkspace();
    NormPlan plan = primitives.norm(x.layout(), epsilon, masked);
    Activation dy = outputGradient;
    if (y != null && !masked) {
      dy = newActivation(x.layout());
      reluGradient(outputGradient, y, dy);
    }
    run.with(DNNL_ARG_SRC, x.memory())
        .with(DNNL_ARG_DIFF_DST, dy.memory())
        .with(DNNL_ARG_MEAN, vector(mean))
        .with(DNNL_ARG_VARIANCE, vector(variance))
        .with(DNNL_ARG_SCALE, vector(scale))
        .with(DNNL_ARG_DIFF_SRC, dx.memory())
        .with(DNNL_ARG_DIFF_SCALE, vector(scaleGradient))
        .with(DNNL_ARG_DIFF_SHIFT, vector(shiftGradient));
    if (masked) {
      run.with(DNNL_ARG_WORKSPACE, y.workspace());
    }
    run.run(plan.gradient());
    closeCopy(dy, outputGradient);
  }

  @Override
  public BatchStatistics batchStatistics(Tensor x) {
    if (!x.isActivation()) {
      return super.batchStatistics(x);
    }
    int c = x.dimension(1);
    try (Tensor factors = of(new double[c], c)) {
      BatchNormOutput output = batchNorm(x, 1, factors, factors, false);
      output.output().close();
      return new BatchStatistics(output.mean(), output.variance());
    }
  }

  @Override
  public Tensor normalise(
      Tensor x,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor scale,
      Tensor shift,
      boolean relu) {
    if (!x.isActivation()) {
      return super.normalise(x, mean, variance, epsilon, scale, shift, relu);
    }
    Activation input = ours(x);
    Execution run = execution.get();
    Activation y = newActivation(input.layout());
    run.with(DNNL_ARG_SRC, input.memory())
        .with(DNNL_ARG_DST, y.memory())
        .with(DNNL_ARG_MEAN, vector(mean))
        .with(DNNL_ARG_VARIANCE, vector(variance))
        .with(DNNL_ARG_SCALE, vector(scale))
        .with(DNNL_ARG_SHIFT, vector(shift))
        .run(primitives.norm(input.layout(), epsilon, relu).given());
    return y;
  }

  @Override
  public Tensor normaliseAddRelu(
      Tensor x,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor scale,
      Tensor shift,
      Tensor addend) {
    if (!x.isActivation()) {
      return super.normaliseAddRelu(x, mean, variance, epsilon, scale, shift, addend);
    }
    Tensor y = normalise(x, mean, variance, epsilon, scale, shift, false);
    addReluInPlace(y, addend);
    return y;
  }

  @Override
  public Tensor normaliseGradientSums(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      Tensor mean,
      Tensor variance,
      double epsilon,
      boolean relu) {
    if (!x.isActivation()) {
      return super.normaliseGradientSums(x, y, outputGradient, mean, variance, epsilon, relu);
    }
    Activation input = ours(x);
    int c = input.layout().channels();
    HostTensor sums = newTensor(2, c);
    try (Activation unused = newActivation(input.layout());
        Tensor scale = of(new double[c], c)) {
      gradient(
          input,
          relu ? like(input, y) : null,
          like(input, outputGradient),
          mean,
          variance,
          epsilon,
          scale,
          unused,
          own(view(sums, c, c)),
          own(view(sums, 0, c)));
    }
    return sums;
  }

  /**
   * With sums over several ranks: {@code k g - (a xhat + b)}, k = scale / sqrt(variance + epsilon),
   * a = k sums[1] / count, b = k sums[0] / count; the bracket is a batch norm of x.
   */
  @Override
  public Tensor normaliseGradient(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor scale,
      Tensor sums,
      double count,
      boolean relu) {
    if (!x.isActivation()) {
      return super.normaliseGradient(
          x, y, outputGradient, mean, variance, epsilon, scale, sums, count, relu);
    }
    Activation input = ours(x);
    int c = input.layout().channels();
    double[] k = read(scale);
    double[] spread = read(variance);
    double[] s = read(sums);
    double[] a = new double[c];
    double[] b = new double[c];
    for (int j = 0; j < c; j++) {
      k[j] /= Math.sqrt(spread[j] + epsilon);
      b[j] = k[j] * s[j] / count;
      a[j] = k[j] * s[c + j] / count;
    }
    Activation given = like(input, outputGradient);
    Activation dx = newActivation(input.layout());
    if (relu) {
      reluGradient(given, like(input, y), dx);
    } else {
      reorder(given.memory(), given.layout(), dx.memory(), dx.layout());
    }
    try (Tensor factors = of(k, c);
        Tensor slopes = of(a, c);
        Tensor offsets = of(b, c);
        Tensor away = normalise(x, mean, variance, epsilon, slopes, offsets, false)) {
      Layout broadcast = Layouts.rowMajor(1, c, 1, 1);
      execution
          .get()
          .with(DNNL_ARG_SRC, dx.memory())
          .with(DNNL_ARG_SRC_1, memory(own(factors), broadcast.dimensions()))
          .with(DNNL_ARG_DST, dx.memory())
          .run(primitives.timesChannels(dx.layout(), broadcast));
      execution
          .get()
          .with(DNNL_ARG_SRC, dx.memory())
          .with(DNNL_ARG_SRC_1, ours(away).memory())
          .with(DNNL_ARG_DST, dx.memory())
          .run(primitives.subtract(dx.layout()));
    }
    return dx;
  }

  @Override
  public void addReluInPlace(Tensor x, Tensor addend) {
    if (x.isActivation()) {
      add(ours(x), addend, true);
    } else {
      super.addReluInPlace(x, addend);
    }
  }

  @Override
  public void addInPlace(Tensor x, Tensor addend) {
    if (x.isActivation()) {
      add(ours(x), addend, false);
    } else {
      super.addInPlace(x, addend);
    }
  }

  private void add(Activation x, Tensor addend, boolean relu) {
    Activation other = like(x, addend);
    execution
        .get()
        .with(DNNL_ARG_SRC, x.memory())
        .with(DNNL_ARG_SRC_1, other.memory())
        .with(DNNL_ARG_DST, x.memory())
        .run(primitives.add(x.layout(), relu));
    x.dropWorkspace();
    closeCopy(other, addend);
  }

  @Override
  public void reluGradientInPlace(Tensor gradient, Tensor y) {
    if (!gradient.isActivation()) {
      super.reluGradientInPlace(gradient, y);
      return;
    }
    Activation dy = ours(gradient);
    Activation output = like(dy, y);
    reluGradient(dy, output, dy);
    closeCopy(output, y);
  }

  private void reluGradient(Activation dy, Activation y, Activation into) {
    execution
        .get()
        .with(DNNL_ARG_DST, y.memory())
        .with(DNNL_ARG_DIFF_DST, dy.memory())
        .with(DNNL_ARG_DIFF_SRC, into.memory())
        .run(primitives.reluGradient(dy.layout()));
  }

  // Pooling.

  @Override
  public Tensor maxPool(Tensor x) {
    Activation input = ours(x);
    Execution run = execution.get();
    PoolPlan plan = primitives.maximum(input.layout());
    Activation y = newActivation(plan.output());
    y.keep(take(plan.workspace()), plan.workspace());
    run.with(DNNL_ARG_SRC, input.memory())
        .with(DNNL_ARG_DST, y.memory())
        .with(DNNL_ARG_WORKSPACE, y.workspace())
        .run(plan.forward());
    return y;
  }

  @Override
  public Tensor maxPoolGradient(Tensor x, Tensor y, Tensor outputGradient) {
    Activation input = ours(x);
    Execution run = execution.get();
    Activation output = ours(y).hasWorkspace() ? ours(y) : ours(maxPool(x));
    Activation dy = like(output, outputGradient);
    Activation dx = newActivation(input.layout());
    run.with(DNNL_ARG_DIFF_DST, dy.memory())
        .with(DNNL_ARG_WORKSPACE, output.workspace())
        .with(DNNL_ARG_DIFF_SRC, dx.memory())
        .run(primitives.maximum(input.layout()).backward());
    closeCopy(output, y);
    closeCopy(dy, outputGradient);
    return dx;
  }

  @Override
  public Tensor averagePool(Tensor x) {
    Activation input = ours(x);
    Execution run = execution.get();
    PoolPlan plan = primitives.mean(input.layout());
    HostTensor means = newTensor(x.dimension(0), x.dimension(1));
    try (Activation y = newActivation(plan.output())) {
      run.with(DNNL_ARG_SRC, input.memory()).with(DNNL_ARG_DST, y.memory()).run(plan.forward());
      Layout plain = Layouts.rowMajor(plan.output().dimensions());
      reorder(y.memory(), y.layout(), memory(means, plain.dimensions()), plain);
    }
    return means;
  }

  @Override
  public Tensor averagePoolGradient(Tensor outputGradient, int height, int width) {
    HostTensor gradient = own(outputGradient);
    Layout input = usual(gradient.dimension(0), gradient.dimension(1), height, width);
    PoolPlan plan = primitives.mean(input);
    Activation dx = newActivation(input);
    try (Activation dy = newActivation(plan.output())) {
      Layout plain = Layouts.rowMajor(plan.output().dimensions());
      reorder(memory(gradient, plain.dimensions()), plain, dy.memory(), dy.layout());
      execution
          .get()
          .with(DNNL_ARG_DIFF_DST, dy.memory())
          .with(DNNL_ARG_DIFF_SRC, dx.memory())
          .run(plan.backward());
    }
    return dx;
  }

  // Products.

  @Override
  protected void multiply(
      double alpha,
      HostTensor a,
      boolean transposeA,
      HostTensor b,
      boolean transposeB,
      double beta,
      HostTensor c) {
    execution.get();
    int status =
        dnnl_sgemm(
            letter(transposeA),
            letter(transposeB),
            c.dimension(0),
            c.dimension(1),
            a.dimension(transposeA ? 0 : 1),
            (float) alpha,
            ((OneDnnBlock) a.block()).floats(a.offset()),
            a.dimension(1),
            ((OneDnnBlock) b.block()).floats(b.offset()),
            b.dimension(1),
            (float) beta,
            ((OneDnnBlock) c.block()).floats(c.offset()),
            c.dimension(1));
    if (status != 0) {
      throw new IllegalStateException(
          "oneDNN did not multiply " + a + " by " + b + " and gave the status " + status + ".");
    }
  }

  private static byte letter(boolean transpose) {
    return (byte) (transpose ? 'T' : 'N');
  }
}
