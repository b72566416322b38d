package io.hsicflow.model.backend;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The part of a backend's memory that is the same for all: its scopes, and the rules which tensors
 * it takes and which go with one another.
 *
 * @param <T> the backend's tensors
 */
public abstract class CheckedMemory<T extends ShapedTensor> implements TensorMemory {
  private final Class<T> kind;
  private final Precision precision;
  private final OpenScopes scopes = new OpenScopes();

  /** For tensors of one class in one precision. */
  protected CheckedMemory(Class<T> kind, Precision precision) {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new IllegalStateException(
          "This backend's state is little-endian, but the machine is not.");
    }
    this.kind = kind;
    this.precision = precision;
  }

  /** The precision of a tensor that is of this class, maybe of another backend. */
  protected abstract Precision precisionOf(T tensor);

  /** The precision of all tensors; a backend may keep activations in another and say that. */
  public Precision precision() {
    return precision;
  }

  @Override
  public final Scope scope() {
    return scopes.open();
  }

  /** The scopes that own what this makes. */
  protected final OpenScopes scopes() {
    return scopes;
  }

  /**
   * The tensor as one of this backend's.
   *
   * @throws IllegalArgumentException where it is another's
   */
  protected final T own(Tensor tensor) {
    if (kind.isInstance(tensor)) {
      T mine = kind.cast(tensor);
      if (precisionOf(mine) == precision) {
        return mine;
      }
    }
    throw new IllegalArgumentException(
        "The tensor " + tensor + " belongs to another backend: copy its values here first.");
  }

  /** The same, of an activation. */
  protected final T activation(Tensor tensor) {
    T mine = own(tensor);
    if (!mine.isActivation()) {
      throw new IllegalArgumentException(mine + " is no activation [n, c, h, w].");
    }
    return mine;
  }

  /** The second tensor, which must have the shape of the first. */
  protected final T sameShape(Tensor like, Tensor tensor) {
    T mine = own(tensor);
    if (mine.isActivation() != like.isActivation() || !Arrays.equals(mine.shape(), like.shape())) {
      throw new IllegalArgumentException(
          mine + " does not go with " + like + ": their shapes differ.");
    }
    return mine;
  }

  /** The second tensor, which must have as many numbers as the first. */
  protected final T sameSize(Tensor like, Tensor tensor) {
    T mine = own(tensor);
    if (mine.isActivation() != like.isActivation() || mine.size() != like.size()) {
      throw new IllegalArgumentException(
          mine + " does not go with " + like + ": their sizes differ.");
    }
    return mine;
  }

  /** The vector, which must have a number for each channel of an activation, column of a matrix. */
  protected final T channels(Tensor values, Tensor vector) {
    T mine = own(vector);
    if (mine.size() != own(values).channels()) {
      throw new IllegalArgumentException(
          mine + " does not go with the channels or columns of " + values + ".");
    }
    return mine;
  }

  /**
   * The weights, which must be [out, in, k, k] with an {@code in} for each channel of the input.
   */
  protected final T kernel(Tensor input, Tensor weights) {
    T mine = own(weights);
    if (mine.rank() != 4 || mine.dimension(1) != input.dimension(1)) {
      throw new IllegalArgumentException(
          mine + " are no weights [out, in, k, k] for the channels of " + input + ".");
    }
    return mine;
  }

  /** The whole, of which a view of that place and shape can be taken. */
  protected final T viewable(Tensor whole, long offset, int... shape) {
    T mine = own(whole);
    if (mine.isActivation() || offset < 0 || offset > mine.size() - ShapedTensor.sizeOf(shape)) {
      throw new IllegalArgumentException(
          "A view of shape %s from %d on does not fit %s."
              .formatted(Arrays.toString(shape), offset, mine));
    }
    return mine;
  }

  /** The tensor, which so many values must fill. */
  protected final T filledBy(double[] values, Tensor target) {
    T mine = own(target);
    if (values.length != mine.size()) {
      throw new IllegalArgumentException(
          "%d values do not fill %s.".formatted(values.length, mine));
    }
    return mine;
  }

  /** Requires that so many values fill an activation. */
  protected static void requireActivation(double[] values, int n, int c, int h, int w) {
    if (values.length != ShapedTensor.sizeOf(n, c, h, w)) {
      throw new IllegalArgumentException(
          "%d values do not fill an activation [%d, %d, %d, %d]."
              .formatted(values.length, n, c, h, w));
    }
  }

  /** The tensor, whose numbers must have room in the buffer. */
  protected final T fitting(Tensor source, ByteBuffer target) {
    T mine = own(source);
    if (target.remaining() < bytes(mine)) {
      throw new IllegalArgumentException(
          "%s takes %d bytes, but the buffer has room for %d."
              .formatted(mine, bytes(mine), target.remaining()));
    }
    return mine;
  }

  /** The tensor, for which the buffer must hold as many numbers. */
  protected final T suppliedBy(ByteBuffer source, Tensor target) {
    T mine = own(target);
    if (source.remaining() < bytes(mine)) {
      throw new IllegalArgumentException(
          "%s takes %d bytes, but the buffer holds only %d more."
              .formatted(mine, bytes(mine), source.remaining()));
    }
    return mine;
  }

  private long bytes(T tensor) {
    return tensor.size() * precision.bytes();
  }

  /** How many bytes so many images have; that they are there is checked. */
  protected static long bytesOfImages(byte[] rgb, int n, int side) {
    long count = ShapedTensor.sizeOf(n, side, side, 3);
    if (rgb.length < count) {
      throw new IllegalArgumentException(
          "%d images of %d pixels a side need %d bytes, but there are %d."
              .formatted(n, side, count, rgb.length));
    }
    return count;
  }

  /** Requires that a matrix has each of these rows. */
  protected static void requireRows(Tensor matrix, int... rows) {
    for (int row : rows) {
      if (row < 0 || row >= matrix.dimension(0)) {
        throw new IllegalArgumentException("There is no row " + row + " in " + matrix + ".");
      }
    }
  }
}
