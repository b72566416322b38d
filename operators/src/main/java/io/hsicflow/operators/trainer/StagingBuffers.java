package io.hsicflow.operators.trainer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory in which a checkpoint of the trainer waits to be written. One buffer is made at the
 * start and used again; a second snapshot during a slow write (a savepoint during a checkpoint)
 * gets one of its own, which is given up after it. A third is refused, so that storage that hangs
 * costs at most two copies and never stops the training.
 */
final class StagingBuffers {

  private byte[] spare;
  private int leased;
  private long bytes;
  private long mostBytes;

  /**
   * Makes the first buffer, so that no checkpoint pays for its page faults; one that is there and
   * large enough stays.
   */
  synchronized void prepare(long size) {
    if (spare == null || spare.length < size) {
      dropSpare(); // lets go of the small one before it takes the large one
      spare = make(size);
    }
  }

  /** The memory that buffers take now, in bytes. */
  synchronized long bytes() {
    return bytes;
  }

  /** The most memory that buffers have taken at once, in bytes. */
  synchronized long mostBytes() {
    return mostBytes;
  }

  /**
   * A buffer of at least {@code size} bytes, owned by the caller until it is closed; null when two
   * are out.
   */
  synchronized Lease lease(long size) {
    if (leased == 2) {
      return null;
    }
    leased++;
    if (spare == null || spare.length < size) {
      dropSpare();
      return new Lease(make(size));
    }
    byte[] mine = spare;
    spare = null;
    return new Lease(mine);
  }

  private synchronized void giveBack(byte[] buffer) {
    leased--;
    if (spare == null || spare.length < buffer.length) {
      dropSpare();
      spare = buffer;
    } else {
      bytes -= buffer.length;
    }
  }

  private void dropSpare() {
    bytes -= spare == null ? 0 : spare.length;
    spare = null;
  }

  private byte[] make(long size) {
    byte[] buffer = new byte[capacity(size)];
    bytes += buffer.length;
    mostBytes = Math.max(mostBytes, bytes);
    return buffer;
  }

  private static int capacity(long bytes) {
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException(
          "The trainer's state has "
              + bytes
              + " bytes, more than one buffer of 2 GiB holds: take a smaller network or batch.");
    }
    return (int) bytes;
  }

  /** The right to use one buffer. */
  final class Lease implements AutoCloseable {
    private byte[] buffer;

    private Lease(byte[] buffer) {
      this.buffer = buffer;
    }

    ByteBuffer view() {
      return ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] array() {
      return buffer;
    }

    /** Gives the buffer back; a second call does nothing. */
    @Override
    public void close() {
      if (buffer != null) {
        giveBack(buffer);
        buffer = null;
      }
    }
  }
}
