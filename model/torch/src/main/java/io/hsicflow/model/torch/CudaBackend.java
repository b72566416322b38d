package io.hsicflow.model.torch;

import io.hsicflow.model.backend.BatchStatistics;
import io.hsicflow.model.backend.DistanceSums;
import io.hsicflow.model.backend.Follower;
import io.hsicflow.model.backend.LarsPart;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch on an NVIDIA GPU, with kernels of our own where its operations would pass over memory
 * more often than needed: batch norm with what follows it, both ways; LARS with its followers; the
 * gradient of the maximum; pictures; sums over distances. What goes to the GPU goes through pinned
 * memory, so that nobody waits for it.
 */
final class CudaBackend extends TorchBackend {
  /** Blocks of a kernel that sums: a number of ours, so that no sum depends on the GPU's size. */
  private static final int SUMMING_BLOCKS = 512;

  /** Blocks of a kernel over an activation: a few for each place that a large GPU has for one. */
  private static final int STREAMING_BLOCKS = 1024;

  /** Blocks that sum one tensor's norms: each block of the update adds their sums up. */
  private static final int NORM_BLOCKS = 64;

  /** Numbers that a thread is to have at least, where there are as many. */
  private static final int EACH = 4;

  private static final int FINISHED_CHANNELS = 8;
  private static final int VECTOR_BYTES = 16;
  private static final int MOST_FOLLOWERS = 2;
  private static final int LERP_WORDS = 3;
  private static final int LARS_WORDS = 6 + 2 * MOST_FOLLOWERS;
  private static final int COPIED = 1 << 20;
  private static final int DISTANCE_SUMS = 4;
  private static final long NULL = 0;

  private final CudaKernels kernels;

  /** A backend on the GPU that the kernels were compiled for; closes them. */
  CudaBackend(Precision precision, int threads, CudaKernels kernels) {
    super(precision, threads, TorchDevice.CUDA);
    this.kernels = kernels;
  }

  @Override
  public void close() {
    super.close();
    kernels.close();
  }

  /** An activation or matrix as the kernels see it. */
  private final class Layout {
    private final long count;
    private final int channels;
    private final String kind;
    private final int width;

    Layout(TorchTensor x) {
      channels = x.channels();
      count = x.size() / channels;
      kind = x.isActivation() ? "_activation" : "_matrix";
      int most = VECTOR_BYTES / (int) (x.bytes() / x.size());
      width = channels % most == 0 ? most : 1;
    }

    private long columns() {
      return Math.min(channels / width, CudaKernels.THREADS);
    }

    private long across() {
      return ceiling(channels / width, columns());
    }

    /** Blocks over the rows, of at most so many in all. */
    private long down(int blocks) {
      long lanes = CudaKernels.THREADS / columns();
      return Math.max(1, Math.min(ceiling(count, lanes * EACH), blocks / across()));
    }

    private void launch(String name, long down, Object... arguments) {
      kernels.launch(name + suffix(), across(), down, arguments);
    }

    private String suffix() {
      return kind + (width > 1 ? "_wide" : "_single");
    }

    private long finishing() {
      return ceiling(channels, FINISHED_CHANNELS);
    }
  }

  private static long ceiling(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  private org.bytedeco.pytorch.Tensor empty(torch.ScalarType kind, long... shape) {
    return torch.empty(shape, options(kind), new MemoryFormatOptional());
  }

  private static long address(org.bytedeco.pytorch.Tensor tensor) {
    Pointer first = tensor.data_ptr();
    return first == null ? NULL : first.address();
  }

  @Override
  public BatchStatistics batchStatistics(Tensor x) {
    TorchTensor input = own(x);
    if (input.size() == 0) {
      return super.batchStatistics(x);
    }
    Layout rows = new Layout(input);
    return compute(
        () -> {
          var mean = empty(type(), rows.channels);
          var variance = empty(type(), rows.channels);
          long parts = rows.down(SUMMING_BLOCKS);
          var partial = empty(type(), parts, 2, rows.channels);
          rows.launch(
              "momentSums", parts, input.address(), rows.count, rows.channels, address(partial));
          kernels.launch(
              "moments" + rows.kind,
              rows.finishing(),
              1,
              input.address(),
              address(partial),
              (int) parts,
              rows.count,
              rows.channels,
              address(mean),
              address(variance));
          return new BatchStatistics(make(() -> mean), make(() -> variance));
        });
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
    return normalise(x, mean, variance, epsilon, scale, shift, NULL, relu);
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
    TorchTensor added = sameShape(x, addend);
    return normalise(x, mean, variance, epsilon, scale, shift, compute(added::address), true);
  }

  private Tensor normalise(
      Tensor x,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor scale,
      Tensor shift,
      long addend,
      boolean relu) {
    TorchTensor input = own(x);
    TorchTensor m = channels(x, mean);
    TorchTensor v = channels(x, variance);
    TorchTensor s = channels(x, scale);
    TorchTensor b = channels(x, shift);
    return makeLike(
        x,
        () -> {
          var y = torch.empty_like(input.numbers());
          if (input.size() > 0) {
            Layout rows = new Layout(input);
            rows.launch(
                "normalise",
                rows.down(STREAMING_BLOCKS),
                input.address(),
                m.address(),
                v.address(),
                epsilon,
                s.address(),
                b.address(),
                addend,
                relu ? 1 : 0,
                rows.count,
                rows.channels,
                address(y));
          }
          return y;
        });
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
    return make(
        () ->
            gradientSums(
                x,
                outputGradient,
                channels(x, mean),
                channels(x, variance),
                epsilon,
                new Masks(relu ? sameShape(x, y).address() : NULL, NULL, NULL, NULL),
                NULL,
                NULL));
  }

  /**
   * How a gradient is masked, as addresses: by y, or by the output that scale and shift give again;
   * not at all where neither is given.
   *
   * @param masked where the masked gradient is written, if given
   */
  private record Masks(long y, long scale, long shift, long masked) {}

  private static final Masks NO_MASKS = new Masks(NULL, NULL, NULL, NULL);

  /** By the output computed again, unless it was written since the forward made it. */
  private Masks again(Tensor x, Tensor y, Tensor scale, Tensor shift) {
    TorchTensor output = sameShape(x, y);
    return output.isWritten()
        ? new Masks(output.address(), NULL, NULL, NULL)
        : new Masks(NULL, channels(x, scale).address(), channels(x, shift).address(), NULL);
  }

  /** [2, c]; added to the gradients of shift and scale where their addresses are given. */
  private org.bytedeco.pytorch.Tensor gradientSums(
      Tensor x,
      Tensor outputGradient,
      TorchTensor mean,
      TorchTensor variance,
      double epsilon,
      Masks masks,
      long shiftGradient,
      long scaleGradient) {
    TorchTensor input = own(x);
    Layout rows = new Layout(input);
    long parts = rows.down(SUMMING_BLOCKS);
    var partial = empty(type(), parts, 2, rows.channels);
    var sums = empty(type(), 2, rows.channels);
    rows.launch(
        "gradientSums",
        parts,
        input.address(),
        masks.y(),
        sameShape(x, outputGradient).address(),
        mean.address(),
        variance.address(),
        epsilon,
        masks.scale(),
        masks.shift(),
        rows.count,
        rows.channels,
        masks.masked(),
        address(partial));
    kernels.launch(
        "finishSums",
        rows.finishing(),
        1,
        address(partial),
        (int) parts,
        rows.channels,
        address(sums),
        shiftGradient,
        scaleGradient);
    return sums;
  }

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
    TorchTensor both = own(sums);
    return makeLike(
        x,
        () ->
            inputGradient(
                x,
                outputGradient,
                channels(x, mean),
                channels(x, variance),
                epsilon,
                channels(x, scale),
                both.address(),
                count,
                new Masks(relu ? sameShape(x, y).address() : NULL, NULL, NULL, NULL)));
  }

  private org.bytedeco.pytorch.Tensor inputGradient(
      Tensor x,
      Tensor outputGradient,
      TorchTensor mean,
      TorchTensor variance,
      double epsilon,
      TorchTensor scale,
      long sums,
      double count,
      Masks masks) {
    TorchTensor input = own(x);
    Layout rows = new Layout(input);
    var dx = torch.empty_like(input.numbers());
    rows.launch(
        "normaliseGradient",
        rows.down(STREAMING_BLOCKS),
        input.address(),
        masks.y(),
        sameShape(x, outputGradient).address(),
        mean.address(),
        variance.address(),
        epsilon,
        scale.address(),
        masks.shift(),
        sums,
        count,
        rows.count,
        rows.channels,
        address(dx));
    return dx;
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
      Tensor shift,
      boolean relu,
      Tensor scaleGradient,
      Tensor shiftGradient) {
    return makeLike(
        x,
        () -> {
          Masks masks = relu ? again(x, y, scale, shift) : NO_MASKS;
          return gradients(
              x,
              outputGradient,
              mean,
              variance,
              epsilon,
              scale,
              masks,
              masks,
              scaleGradient,
              shiftGradient);
        });
  }

  @Override
  public Tensor batchNormAddReluGradient(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor scale,
      Tensor shift,
      Tensor scaleGradient,
      Tensor shiftGradient) {
    return makeLike(
        x,
        () ->
            gradients(
                x,
                outputGradient,
                mean,
                variance,
                epsilon,
                scale,
                new Masks(
                    sameShape(x, y).address(), NULL, NULL, sameShape(x, outputGradient).address()),
                NO_MASKS,
                scaleGradient,
                shiftGradient));
  }

  /** The second masks are for when the sums are made and the gradient may be masked already. */
  private org.bytedeco.pytorch.Tensor gradients(
      Tensor x,
      Tensor outputGradient,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor scale,
      Masks ofSums,
      Masks ofInput,
      Tensor scaleGradient,
      Tensor shiftGradient) {
    TorchTensor m = channels(x, mean);
    TorchTensor v = channels(x, variance);
    double count = (double) x.size() / m.size();
    long shiftSum = channels(x, shiftGradient).written().address();
    long scaleSum = channels(x, scaleGradient).written().address();
    var sums = gradientSums(x, outputGradient, m, v, epsilon, ofSums, shiftSum, scaleSum);
    return inputGradient(
        x, outputGradient, m, v, epsilon, channels(x, scale), address(sums), count, ofInput);
  }

  @Override
  public Tensor maxPoolGradient(Tensor x, Tensor y, Tensor outputGradient) {
    TorchTensor input = activation(x);
    TorchTensor output = own(y);
    TorchTensor dy = sameShape(y, outputGradient);
    return makeActivation(
        () -> {
          var dx = torch.empty_like(input.numbers());
          Layout rows = new Layout(input);
          kernels.launch(
              "maxPoolGradient" + rows.suffix(),
              ceiling(input.size() / rows.width, CudaKernels.THREADS),
              1,
              input.address(),
              output.address(),
              dy.address(),
              input.dimension(0),
              input.dimension(2),
              input.dimension(3),
              input.dimension(1),
              output.dimension(2),
              output.dimension(3),
              address(dx));
          return dx;
        });
  }

  @Override
  public Tensor images(byte[] rgb, int n, int side, double[] mean, double[] deviation) {
    long count = bytesOfImages(rgb, n, side);
    return makeActivation(
        () -> {
          var host = pinned(torch.ScalarType.Byte, count);
          fill(host, rgb, (int) count);
          var bytes = empty(torch.ScalarType.Byte, count);
          bytes.copy_(host, true);
          var values =
              torch.empty(
                  TorchTensor.sizes(n, 3, side, side),
                  options(activationType()),
                  new MemoryFormatOptional(torch.MemoryFormat.ChannelsLast));
          kernels.launch(
              "images",
              ceiling(count, CudaKernels.THREADS),
              1,
              address(bytes),
              count,
              mean[0],
              mean[1],
              mean[2],
              deviation[0],
              deviation[1],
              deviation[2],
              address(values));
          return values;
        });
  }

  /** Copies the bytes, by several threads where there are many. */
  private static void fill(org.bytedeco.pytorch.Tensor host, byte[] bytes, int count) {
    IntStream pieces = IntStream.rangeClosed(0, (count - 1) / COPIED);
    (count > COPIED ? pieces.parallel() : pieces)
        .forEach(
            piece -> {
              int from = piece * COPIED;
              PointerScope scope = new PointerScope();
              try {
                new BytePointer(host.data_ptr())
                    .position(from)
                    .put(bytes, from, Math.min(COPIED, count - from));
              } finally {
                scope.close();
              }
            });
  }

  /** Memory of the host that the GPU reads by itself; libtorch uses it again once that is done. */
  private static org.bytedeco.pytorch.Tensor pinned(torch.ScalarType kind, long size) {
    return torch.empty(
        new long[] {size},
        new TensorOptions(kind).pinned_memory(new BoolOptional(true)),
        new MemoryFormatOptional());
  }

  @Override
  public void write(Tensor target, double[] values) {
    TorchTensor tensor = own(target);
    if (tensor.isActivation() || values.length != tensor.size()) {
      super.write(target, values);
      return;
    }
    run(
        () -> {
          var host = pinned(type(), values.length);
          if (type() == torch.ScalarType.Double) {
            new DoublePointer(host.data_ptr()).put(values);
          } else {
            float[] rounded = new float[values.length];
            for (int i = 0; i < rounded.length; i++) {
              rounded[i] = (float) values[i];
            }
            new FloatPointer(host.data_ptr()).put(rounded);
          }
          tensor.written().flat().copy_(host, true);
        });
  }

  @Override
  public void axpy(double factor, Tensor x, Tensor y) {
    TorchTensor sum = own(y);
    TorchTensor added = sameSize(y, x);
    if (sum.isActivation()) {
      super.axpy(factor, x, y);
      return;
    }
    run(
        () ->
            kernels.launch(
                "axpy",
                blocks(sum.size(), STREAMING_BLOCKS),
                1,
                factor,
                added.address(),
                sum.size(),
                sum.written().address()));
  }

  @Override
  public void lerp(Tensor target, Tensor source, double weight) {
    if (target.isActivation()) {
      super.lerp(target, source, weight);
    } else {
      lerpEach(List.of(target), List.of(source), weight);
    }
  }

  @Override
  public void lerpEach(List<Tensor> targets, List<Tensor> sources, double weight) {
    if (targets.isEmpty()) {
      return;
    }
    run(
        () -> {
          long[] table = new long[LERP_WORDS * targets.size()];
          long most = 1;
          for (int i = 0; i < targets.size(); i++) {
            TorchTensor target = own(targets.get(i)).written();
            table[LERP_WORDS * i] = target.address();
            table[LERP_WORDS * i + 1] = sameSize(target, sources.get(i)).address();
            table[LERP_WORDS * i + 2] = target.size();
            most = Math.max(most, target.size());
          }
          kernels.launch(
              "lerp",
              blocks(most, STREAMING_BLOCKS),
              targets.size(),
              address(onDevice(table)),
              weight);
        });
  }

  /** Words on the device, for a kernel to read. */
  private org.bytedeco.pytorch.Tensor onDevice(long[] words) {
    var host = pinned(torch.ScalarType.Long, words.length);
    new LongPointer(host.data_ptr()).put(words);
    var copy = empty(torch.ScalarType.Long, words.length);
    copy.copy_(host, true);
    return copy;
  }

  private static long blocks(long size, int most) {
    return Math.max(1, Math.min(ceiling(size, (long) CudaKernels.THREADS * EACH), most));
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
    larsUpdateEach(
        List.of(new LarsPart(parameters, gradient, momentumBuffer, decay, trust, followers)),
        rate,
        momentum);
  }

  @Override
  public void larsUpdateEach(List<LarsPart> parts, double rate, double momentum) {
    if (parts.stream().anyMatch(part -> part.followers().size() > MOST_FOLLOWERS)) {
      throw new IllegalArgumentException(
          "A tensor has more than "
              + MOST_FOLLOWERS
              + " followers, which the kernel has no place for.");
    }
    if (parts.isEmpty()) {
      return;
    }
    run(
        () -> {
          long[] table = new long[LARS_WORDS * parts.size()];
          long most = 1;
          for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(words(parts.get(i)), 0, table, LARS_WORDS * i, LARS_WORDS);
            most = Math.max(most, parts.get(i).parameters().size());
          }
          long blocks = blocks(most, NORM_BLOCKS);
          long entries = address(onDevice(table));
          var partial = empty(torch.ScalarType.Double, parts.size(), blocks, 2);
          kernels.launch("larsNorms", blocks, parts.size(), entries, address(partial));
          kernels.launch(
              "larsUpdate", blocks, parts.size(), entries, rate, momentum, address(partial));
        });
  }

  /** A part as the kernels' {@code LarsPart}. */
  private long[] words(LarsPart part) {
    TorchTensor p = own(part.parameters()).written();
    long[] words = new long[LARS_WORDS];
    words[0] = p.address();
    words[1] = sameSize(p, part.gradient()).address();
    words[2] = sameSize(p, part.momentumBuffer()).written().address();
    words[3] = p.size();
    words[4] = Double.doubleToRawLongBits(part.decay());
    words[5] = Double.doubleToRawLongBits(part.trust());
    for (int i = 0; i < part.followers().size(); i++) {
      Follower follower = part.followers().get(i);
      words[6 + i] = sameSize(p, follower.average()).written().address();
      words[6 + MOST_FOLLOWERS + i] = Double.doubleToRawLongBits(follower.weight());
    }
    return words;
  }

  @Override
  public Optional<DistanceSums> distanceSums(
      Tensor distances, double largest, double limit, double square) {
    TorchTensor q = own(distances);
    return compute(
        () -> {
          long parts = blocks(q.size(), SUMMING_BLOCKS);
          var partial = empty(torch.ScalarType.Double, parts, DISTANCE_SUMS);
          kernels.launch(
              "distanceSums",
              parts,
              1,
              q.address(),
              q.size(),
              largest,
              limit,
              square,
              address(partial));
          double[] sums = new double[DISTANCE_SUMS];
          partial
              .sum(0)
              .to(new org.bytedeco.pytorch.Device(torch.DeviceType.CPU), torch.ScalarType.Double)
              .data_ptr_double()
              .get(sums);
          return Optional.of(new DistanceSums((long) sums[0], sums[1], sums[2], sums[3]));
        });
  }
}
