package io.hsicflow.operators.ml;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The model data of {@link SslHsicModel}: a snapshot as it passes through a job. As a table it has
 * the columns {@code step} BIGINT, {@code digest} STRING, {@code publishedAt} TIMESTAMP_LTZ(3) and
 * {@code snapshot} BYTES; see {@link SnapshotTable}.
 *
 * @param step the training steps behind it
 * @param digest its SHA-256, 64 hexadecimal digits
 * @param publishedAt milliseconds since 1970
 * @param snapshot the safetensors file
 */
public record SnapshotData(long step, String digest, long publishedAt, byte[] snapshot) {

  /** The model data of a snapshot. */
  public static SnapshotData of(EncoderSnapshot snapshot, long publishedAt) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      snapshot.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The snapshot " + snapshot.digest() + " could not be written to memory.", e);
    }
    return new SnapshotData(
        snapshot.metadata().step(), snapshot.digest(), publishedAt, file.toByteArray());
  }

  /**
   * The snapshot in it.
   *
   * @throws IOException with a sentence where it is none, or not the one of that step and digest
   */
  EncoderSnapshot read() throws IOException {
    EncoderSnapshot read = EncoderSnapshot.read(new ByteArrayInputStream(snapshot));
    if (!read.digest().equals(digest) || read.metadata().step() != step) {
      throw new IOException(
          "The model data say step "
              + step
              + " and digest "
              + digest
              + ", but their snapshot is of step "
              + read.metadata().step()
              + " and digest "
              + read.digest()
              + ": take all columns of a row from one snapshot.");
    }
    return read;
  }
}
