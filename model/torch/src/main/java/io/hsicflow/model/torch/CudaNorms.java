package io.hsicflow.model.torch;

import io.hsicflow.model.backend.BatchStatistics;
import io.hsicflow.model.backend.NormOperands;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.global.torch;

/** libtorch on an NVIDIA GPU with batch norm and what follows it, both ways, by our kernels. */
abstract class CudaNorms extends TorchBackend {
  /** Blocks of a kernel that sums: a number of ours, so that no sum depends on the GPU's size. */
  static final int SUMMING_BLOCKS = 512;

  /** Blocks of a kernel over an activation: a few for each place that a large GPU has for one. */
  static final int STREAMING_BLOCKS = 1024;

  /** Numbers that a thread is to have at least, where there are as many. */
  static final int EACH = 4;

  private static final int FINISHED_CHANNELS = 8;
  private static final int VECTOR_BYTES = 16;
  private static final long NULL = 0;

  private final CudaKernels kernels;

  CudaNorms(Precision precision, int threads, CudaKernels kernels) {
    super(precision, threads, kernels.gpu());
    this.kernels = kernels;
  }

  @Override
  public void close() {
    super.close();
    kernels.close();
  }

  /** Compiled for this GPU and precision. */
  CudaKernels kernels() {
    return kernels;
  }

  /** An activation or matrix as the kernels see it. */
  final class Layout {
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

    /** How many numbers a thread takes at a time. */
    int width() {
      return width;
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

    /** Which of a kernel's forms it takes. */
    String suffix() {
      return kind + (width > 1 ? "_wide" : "_single");
    }

    private long finishing() {
      return ceiling(channels, FINISHED_CHANNELS);
    }
  }

  static long ceiling(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** Memory on the GPU, not filled. */
  org.bytedeco.pytorch.Tensor empty(torch.ScalarType kind, long... shape) {
    return torch.empty(shape, options(kind), new MemoryFormatOptional());
  }

  /** Where the numbers begin; 0 if there are none. */
  static long address(org.bytedeco.pytorch.Tensor tensor) {
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
  public Tensor normalise(Tensor x, NormOperands norm, boolean relu) {
    return normalise(x, norm, NULL, relu);
  }

  @Override
  public Tensor normaliseAddRelu(Tensor x, NormOperands norm, Tensor addend) {
    TorchTensor added = sameShape(x, addend);
    return normalise(x, norm, compute(added::address), true);
  }

  private Tensor normalise(Tensor x, NormOperands norm, long addend, boolean relu) {
    TorchTensor input = own(x);
    TorchTensor m = channels(x, norm.mean());
    TorchTensor v = channels(x, norm.variance());
    TorchTensor s = channels(x, norm.scale());
    TorchTensor b = channels(x, norm.shift());
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
                norm.epsilon(),
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
      Tensor x, Tensor y, Tensor outputGradient, NormOperands norm, boolean relu) {
    return make(
        () ->
            gradientSums(
                x,
                outputGradient,
                norm,
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
  private Masks again(Tensor x, Tensor y, NormOperands norm) {
    TorchTensor output = sameShape(x, y);
    return output.isWritten()
        ? new Masks(output.address(), NULL, NULL, NULL)
        : new Masks(
            NULL, channels(x, norm.scale()).address(), channels(x, norm.shift()).address(), NULL);
  }

  /** [2, c]; added to the gradients of shift and scale where their addresses are given. */
  private org.bytedeco.pytorch.Tensor gradientSums(
      Tensor x,
      Tensor outputGradient,
      NormOperands norm,
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
        channels(x, norm.mean()).address(),
        channels(x, norm.variance()).address(),
        norm.epsilon(),
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
      NormOperands norm,
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
                norm,
                both.address(),
                count,
                new Masks(relu ? sameShape(x, y).address() : NULL, NULL, NULL, NULL)));
  }

  private org.bytedeco.pytorch.Tensor inputGradient(
      Tensor x, Tensor outputGradient, NormOperands norm, long sums, double count, Masks masks) {
    TorchTensor input = own(x);
    Layout rows = new Layout(input);
    var dx = torch.empty_like(input.numbers());
    rows.launch(
        "normaliseGradient",
        rows.down(STREAMING_BLOCKS),
        input.address(),
        masks.y(),
        sameShape(x, outputGradient).address(),
        channels(x, norm.mean()).address(),
        channels(x, norm.variance()).address(),
        norm.epsilon(),
        channels(x, norm.scale()).address(),
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
      NormOperands norm,
      boolean relu,
      Tensor scaleGradient,
      Tensor shiftGradient) {
    return makeLike(
        x,
        () -> {
          Masks masks = relu ? again(x, y, norm) : NO_MASKS;
          return gradients(x, outputGradient, norm, masks, masks, scaleGradient, shiftGradient);
        });
  }

  @Override
  public Tensor batchNormAddReluGradient(
      Tensor x,
      Tensor y,
      Tensor outputGradient,
      NormOperands norm,
      Tensor scaleGradient,
      Tensor shiftGradient) {
    return makeLike(
        x,
        () ->
            gradients(
                x,
                outputGradient,
                norm,
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
      NormOperands norm,
      Masks ofSums,
      Masks ofInput,
      Tensor scaleGradient,
      Tensor shiftGradient) {
    double count = (double) x.size() / norm.mean().size();
    long shiftSum = channels(x, shiftGradient).written().address();
    long scaleSum = channels(x, scaleGradient).written().address();
    var sums = gradientSums(x, outputGradient, norm, ofSums, shiftSum, scaleSum);
    return inputGradient(x, outputGradient, norm, address(sums), count, ofInput);
  }
}
