package io.hsicflow.model.host;

import io.hsicflow.model.backend.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * A piece of native memory, aligned to cache lines, and the faces it shows to Java loops. A
 * backend's subclass takes and frees it and shows it to the backend's library.
 */
public abstract class HostBlock {
  /** Where a block should begin: at a multiple of this many bytes. */
  public static final int ALIGNMENT = 64;

  private final Precision precision;
  private final long capacity;
  private volatile ByteBuffer bytes;
  private volatile FloatBuffer floats;
  private volatile DoubleBuffer doubles;
  private volatile boolean freed;

  /** A block for that many numbers, whose memory the subclass takes. */
  protected HostBlock(Precision precision, long capacity) {
    this.precision = precision;
    this.capacity = capacity;
  }

  /** All of the memory, direct, from position 0 to its limit; asked for once Java works on it. */
  protected abstract ByteBuffer memory();

  /**
   * Bytes of so many numbers.
   *
   * @throws IllegalArgumentException where a Java buffer cannot hold them
   */
  protected static int bytesOf(Precision precision, long capacity) {
    long size = capacity * precision.bytes();
    if (size > Integer.MAX_VALUE - ALIGNMENT) {
      throw new IllegalArgumentException(
          "One tensor of "
              + size
              + " bytes is more than the 2 GiB that this backend can address: take a smaller batch.");
    }
    return (int) size;
  }

  /** Numbers that it holds. */
  public final long capacity() {
    return capacity;
  }

  /** What it was taken for. */
  final Precision precision() {
    return precision;
  }

  /** The memory as bytes in the machine's order; its position is never moved. */
  final ByteBuffer bytes() {
    ByteBuffer known = bytes;
    if (known == null) {
      known = memory().order(ByteOrder.nativeOrder());
      bytes = known;
    }
    return known;
  }

  /** The memory as floats. */
  final FloatBuffer floats() {
    FloatBuffer known = floats;
    if (known == null) {
      known = bytes().asFloatBuffer();
      floats = known;
    }
    return known;
  }

  /** The memory as doubles. */
  final DoubleBuffer doubles() {
    DoubleBuffer known = doubles;
    if (known == null) {
      known = bytes().asDoubleBuffer();
      doubles = known;
    }
    return known;
  }

  /** Fills with zeros. */
  protected abstract void zero(long offset, long count);

  /**
   * Called with every write to a row-major tensor and when the block's tensor is closed: what was
   * made from the numbers, such as a copy in another layout, is of no use any more.
   */
  protected void forget() {}

  /** Whether the memory went back to the system, as it does with its backend. */
  public final boolean isFreed() {
    return freed;
  }

  /** Gives the memory back to the system. */
  final void free() {
    freed = true;
    release();
  }

  /** Gives the memory back to the system; called once. */
  protected abstract void release();
}
