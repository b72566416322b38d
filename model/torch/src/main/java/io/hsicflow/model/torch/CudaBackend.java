package io.hsicflow.model.torch;

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
final class CudaBackend extends CudaNorms {
  /** Blocks that sum one tensor's norms: each block of the update adds their sums up. */
  private static final int NORM_BLOCKS = 64;

  private static final int MOST_FOLLOWERS = 2;
  private static final int LERP_WORDS = 3;
  private static final int LARS_WORDS = 6 + 2 * MOST_FOLLOWERS;
  private static final int COPIED = 1 << 20;
  private static final int DISTANCE_SUMS = 4;

  /** A backend on the GPU that the kernels were compiled for; closes them. */
  CudaBackend(Precision precision, int threads, CudaKernels kernels) {
    super(precision, threads, kernels);
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
          kernels()
              .launch(
                  "maxPoolGradient" + rows.suffix(),
                  ceiling(input.size() / rows.width(), CudaKernels.THREADS),
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
          kernels()
              .launch(
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
            kernels()
                .launch(
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
          kernels()
              .launch(
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
          kernels().launch("larsNorms", blocks, parts.size(), entries, address(partial));
          kernels()
              .launch(
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
      Tensor m, int[] rows, int[] columns, double largest, double limit, double square) {
    try (Tensor from = selectRows(m, rows);
        Tensor to = selectRows(m, columns);
        Tensor distances = squaredDistances(from, to)) {
      return Optional.of(sums(own(distances), largest, limit, square));
    }
  }

  private DistanceSums sums(TorchTensor q, double largest, double limit, double square) {
    return compute(
        () -> {
          long parts = blocks(q.size(), SUMMING_BLOCKS);
          var partial = empty(torch.ScalarType.Double, parts, DISTANCE_SUMS);
          kernels()
              .launch(
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
          return new DistanceSums((long) sums[0], sums[1], sums[2], sums[3]);
        });
  }
}
