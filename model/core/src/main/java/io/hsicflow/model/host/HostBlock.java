package io.hsicflow.model.host;

import io.hsicflow.model.backend.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A piece of native memory, aligned to cache lines, and the faces it shows to Java loops. A
 * backend's subclass takes and frees it and shows it to the backend's library.
 */
public abstract class HostBlock {
  /** Where a block should begin: at a multiple of this many bytes. */
  public static final int ALIGNMENT = 64;

  private final Precision precision;
  private final long capacity;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  private volatile boolean freed;
  private final AtomicLong changes = new AtomicLong();

  /**
   * A block on memory that the subclass has taken.
   *
   * @param memory all of it, direct, from position 0 to its limit
   */
  protected HostBlock(Precision precision, ByteBuffer memory) {
    this.precision = precision;
    bytes = memory.order(ByteOrder.nativeOrder());
    capacity = bytes.limit() / precision.bytes();
    floats = precision == Precision.FLOAT32 ? bytes.asFloatBuffer() : null;
    doubles = precision == Precision.FLOAT64 ? bytes.asDoubleBuffer() : null;
  }

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
    return bytes;
  }

  /** The memory as floats, null in double precision. */
  final FloatBuffer floats() {
    return floats;
  }

  /** The memory as doubles, null in single precision. */
  final DoubleBuffer doubles() {
    return doubles;
  }

  /** Fills with zeros. */
  protected abstract void zero(long offset, long count);

  /**
   * Grows with every write to a row-major tensor: what was made from the numbers, such as a copy in
   * another layout, is stale once it has.
   */
  public final long changes() {
    return changes.get();
  }

  /** To be called with every write. */
  final void change() {
    changes.incrementAndGet();
  }

  /** Called when the block's tensor is closed and it waits for the next one. */
  protected void rest() {}

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
