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

  /**
   * Makes the first buffer, so that no checkpoint pays for its page faults; one that is there and
   * large enough stays.
   */
  synchronized void prepare(long bytes) {
    if (spare == null || spare.length < bytes) {
      spare = null; // lets go of the small one before it takes the large one
      spare = new byte[capacity(bytes)];
    }
  }

  /**
   * A buffer of at least {@code bytes}, owned by the caller until it is closed; null when two are
   * out.
   */
  synchronized Lease lease(long bytes) {
    if (leased == 2) {
      return null;
    }
    leased++;
    byte[] mine = spare;
    spare = null;
    if (mine == null || mine.length < bytes) {
      mine = new byte[capacity(bytes)];
    }
    return new Lease(mine);
  }

  private synchronized void giveBack(byte[] buffer) {
    leased--;
    if (spare == null || spare.length < buffer.length) {
      spare = buffer;
    }
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
