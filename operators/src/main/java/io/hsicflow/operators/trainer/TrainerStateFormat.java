package io.hsicflow.operators.trainer;

import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.StoredLearner;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * The trainer's state as bytes, little-endian: {@code HSFT}, version (int), length of all (long),
 * length of the learner's part (long), CRC-32C of these (int); the learner's part; the step whose
 * snapshot was asked for (long, -1 for none); the examples of the step under way; CRC-32C of all
 * before it (int). Checksums of the learner's part and of all are computed while the bytes are
 * written, off the task's thread.
 *
 * <p>Version 1 had no step whose snapshot was asked for.
 */
final class TrainerStateFormat {

  static final int VERSION = 2;
  private static final int FIRST_VERSION = 1;
  private static final int ASKED_VERSION = 2;
  private static final int MAGIC = 0x54465348;
  private static final int CHECKED_HEADER_BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;
  private static final int HEADER_BYTES = CHECKED_HEADER_BYTES + Integer.BYTES;
  private static final int ASKED_BYTES = Long.BYTES;
  private static final long NONE_ASKED = -1;
  private static final int CHECKSUM_BYTES = Integer.BYTES;
  private static final int CHUNK = 1 << 20;

  private TrainerStateFormat() {}

  /** Bytes of the state as it stands. */
  static long bytes(Learner learner, StepGatherer gatherer) {
    return bytesWith(learner, gatherer.stateBytes());
  }

  /** The most bytes while one step is under way. */
  static long usualBytes(Learner learner, StepGatherer gatherer) {
    return bytesWith(learner, gatherer.fullStateBytes());
  }

  private static long bytesWith(Learner learner, long exampleBytes) {
    return HEADER_BYTES + learner.stateBytes() + ASKED_BYTES + exampleBytes + CHECKSUM_BYTES;
  }

  /** One copy of everything but the checksums into {@code target}; returns the bytes copied. */
  static int copy(
      Learner learner, OptionalLong snapshotOf, StepGatherer gatherer, ByteBuffer target) {
    long length = bytes(learner, gatherer);
    long learnerBytes = learner.stateBytes();
    target.putInt(MAGIC).putInt(VERSION).putLong(length).putLong(learnerBytes);
    target.putInt(checksum(target.array(), CHECKED_HEADER_BYTES));
    int end = Math.toIntExact(HEADER_BYTES + learnerBytes);
    learner.copyUnsealedState(target.slice(HEADER_BYTES, end - HEADER_BYTES));
    target.position(end);
    target.putLong(snapshotOf.orElse(NONE_ASKED));
    gatherer.write(target);
    return target.position();
  }

  /** Writes {@code length} bytes of {@code state} with their checksums. */
  static void write(byte[] state, int length, OutputStream out) throws IOException {
    int learnerBytes =
        (int)
            ByteBuffer.wrap(state)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong(CHECKED_HEADER_BYTES - Long.BYTES);
    StoredLearner.seal(ByteBuffer.wrap(state, HEADER_BYTES, learnerBytes));
    CRC32C checksum = new CRC32C();
    for (int at = 0; at < length; at += CHUNK) {
      int part = Math.min(CHUNK, length - at);
      checksum.update(state, at, part);
      out.write(state, at, part);
    }
    ByteBuffer end = ByteBuffer.allocate(CHECKSUM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(end.putInt((int) checksum.getValue()).array());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException with a sentence when the state is cut short, altered or of a later version
   */
  static Loaded load(InputStream in, StagingBuffers buffers) throws IOException {
    byte[] header = in.readNBytes(HEADER_BYTES);
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    if (header.length < HEADER_BYTES || fields.getInt() != MAGIC) {
      throw new IOException(
          "The checkpoint holds no state of a trainer where one should begin: restore from another checkpoint.");
    }
    int version = fields.getInt();
    if (version < FIRST_VERSION || version > VERSION) {
      throw new IOException(
          "The trainer's state has version "
              + version
              + " and this program reads versions "
              + FIRST_VERSION
              + " to "
              + VERSION
              + ": restore with the program that wrote it.");
    }
    int askedBytes = version < ASKED_VERSION ? 0 : ASKED_BYTES;
    long length = fields.getLong();
    long learnerBytes = fields.getLong();
    // Checked before the length is believed, which decides how much memory is taken.
    if (fields.getInt() != checksum(header, CHECKED_HEADER_BYTES)) {
      throw altered("the checksum of its first bytes does not fit them");
    }
    if (length < HEADER_BYTES + CHECKSUM_BYTES
        || length > Integer.MAX_VALUE
        || learnerBytes < 0
        || learnerBytes > length - HEADER_BYTES - askedBytes - CHECKSUM_BYTES) {
      throw altered(
          "it says it has " + length + " bytes, " + learnerBytes + " of them the learner's");
    }
    StagingBuffers.Lease lease = buffers.lease(length);
    boolean handedOver = false;
    try {
      ByteBuffer state = lease.view();
      state.put(header);
      int read = in.readNBytes(lease.array(), HEADER_BYTES, (int) length - HEADER_BYTES);
      if (read < length - HEADER_BYTES) {
        throw new EOFException(
            "The trainer's state is cut short: "
                + (read + HEADER_BYTES)
                + " of "
                + length
                + " bytes are there; restore from another checkpoint.");
      }
      int end = (int) length - CHECKSUM_BYTES;
      if (state.getInt(end) != checksum(lease.array(), end)) {
        throw altered("its checksum does not fit its bytes");
      }
      int asked = HEADER_BYTES + (int) learnerBytes;
      int examples = asked + askedBytes;
      Loaded loaded =
          new Loaded(
              lease,
              StoredLearner.read(state.slice(HEADER_BYTES, (int) learnerBytes)),
              askedBytes == 0 ? OptionalLong.empty() : step(state.getLong(asked)),
              state.slice(examples, end - examples).order(ByteOrder.LITTLE_ENDIAN));
      handedOver = true;
      return loaded;
    } finally {
      if (!handedOver) {
        lease.close();
      }
    }
  }

  /**
   * A state in a buffer, until it is closed.
   *
   * @param lease the buffer that holds it
   * @param learner the learner's part
   * @param snapshotOf the step whose snapshot was asked for and is not made
   * @param examples the examples of the step under way, for {@link StepGatherer#read}
   */
  record Loaded(
      StagingBuffers.Lease lease,
      StoredLearner learner,
      OptionalLong snapshotOf,
      ByteBuffer examples)
      implements AutoCloseable {
    @Override
    public void close() {
      lease.close();
    }
  }

  private static OptionalLong step(long written) {
    return written == NONE_ASKED ? OptionalLong.empty() : OptionalLong.of(written);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  private static IOException altered(String why) {
    return new IOException(
        "The trainer's state was altered: " + why + "; restore from another checkpoint.");
  }
}
