package io.hsicflow.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.host.HostBackend;
import io.hsicflow.model.host.HostBlock;
import io.hsicflow.model.host.HostTensor;
import java.util.Arrays;
import org.bytedeco.dnnl.memory;

/** How activations are made, filled, read and brought from one layout of oneDNN's into another. */
abstract class OneDnnMemory extends HostBackend {
  /** Numbers from which a block is large. */
  private static final long LARGE = 1 << 14;

  private final NativePages pages = new NativePages();
  private final memory.data_type type;
  private final Primitives primitives;
  private final ThreadLocal<Execution> execution;

  /**
   * @param type of activations; everything else is float
   */
  OneDnnMemory(memory.data_type type, int threads) {
    super(OneDnnBackendProvider.NAME, Precision.FLOAT32, threads);
    this.type = type;
    primitives = new Primitives(type);
    int perLane = Math.max(1, threads / 2);
    execution = ThreadLocal.withInitial(() -> new Execution(this, perLane));
  }

  /**
   * What the calling thread runs primitives with, without arguments: whoever gives it some runs
   * their primitive before this is called again.
   */
  final Execution execution() {
    return execution.get().cleared();
  }

  /** This backend's primitives. */
  final Primitives primitives() {
    return primitives;
  }

  /** What activations are in; all that is kept is in float with either. */
  @Override
  public final Precision precision() {
    return type == memory.data_type.bf16 ? Precision.BFLOAT16 : Precision.FLOAT32;
  }

  @Override
  protected HostBlock newBlock(long capacity) {
    return OneDnnBlock.take(pages, capacity);
  }

  /** Large blocks are cut anew each time: what one shape leaves is another's. */
  @Override
  protected boolean keeps(long capacity) {
    return capacity < LARGE;
  }

  @Override
  public long bytes() {
    return pages.touched();
  }

  @Override
  public void close() {
    super.close();
    pages.freeAll();
    execution.remove();
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
  final Activation newActivation(Layout layout) {
    return scoped(new Activation(this, layout, take(layout)));
  }

  final Activation ours(Tensor tensor) {
    if (tensor instanceof Activation activation && activation.belongsTo(this)) {
      return activation;
    }
    throw new IllegalArgumentException(
        tensor instanceof HostTensor
            ? tensor + " is no activation [n, c, h, w]."
            : "The tensor " + tensor + " belongs to another backend: copy its values here first.");
  }

  static Operand memory(HostTensor tensor, long... shape) {
    return ((OneDnnBlock) tensor.block()).as(Layouts.rowMajor(shape), tensor.offset());
  }

  final Operand vector(Tensor tensor) {
    HostTensor mine = own(tensor);
    return memory(mine, mine.count());
  }

  /** The activation itself where it lies so, else a copy that does. */
  final Activation in(Layout layout, Activation x) {
    if (x.layout() == layout) {
      return x;
    }
    Activation copy = newActivation(layout);
    reorder(x.memory(), copy.memory());
    return copy;
  }

  /** The second activation, of the first one's shape, in its layout. */
  final Activation like(Activation x, Tensor other) {
    Activation mine = ours(other);
    if (!Arrays.equals(x.layout().dimensions(), mine.layout().dimensions())) {
      throw new IllegalArgumentException(
          mine + " does not go with " + x + ": their shapes differ.");
    }
    return in(x.layout(), mine);
  }

  static void closeCopy(Activation copy, Tensor original) {
    if (copy != original) {
      copy.close();
    }
  }

  final void reorder(Operand from, Operand to) {
    execution()
        .with(DNNL_ARG_SRC, from)
        .with(DNNL_ARG_DST, to)
        .run(primitives.reorder(from.layout(), to.layout()));
  }

  @Override
  public Tensor activation(double[] values, int n, int c, int h, int w) {
    Activation x = newActivation(usual(type, n, c, h, w));
    write(x, values);
    return x;
  }

  /** As a convolution of many channels likes it; pictures lie plain. */
  private Layout usual(memory.data_type as, int n, int c, int h, int w) {
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
    return Layouts.of(new memory.desc(new long[] {n, c, h, w}, as, tag));
  }

  /** The usual layout of activations in float, whatever the others are in. */
  final Layout usualInFloat(int n, int c, int h, int w) {
    return usual(memory.data_type.f32, n, c, h, w);
  }

  /** The activation itself where it is in float, else a copy that is. */
  final Activation inFloat(Activation x) {
    return type == memory.data_type.f32
        ? x
        : in(usualInFloat(x.dimension(0), x.dimension(1), x.dimension(2), x.dimension(3)), x);
  }

  /** The activation in float itself where all are, else a copy in what the others are in. */
  final Activation asTheOthers(Activation x) {
    return in(usual(type, x.dimension(0), x.dimension(1), x.dimension(2), x.dimension(3)), x);
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
      reorder(memory(floats, plain.dimensions()), x.memory());
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
      reorder(memory(plain, x.layout().dimensions()), x.memory());
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
      reorder(x.memory(), memory(plain, x.layout().dimensions()));
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
    reorder(x.memory(), y.memory());
    y.dropWorkspace();
    closeCopy(x, source);
  }
}
