package io.hsicflow.operators.evaluator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Choices by the SHA-256 of an image's id: they depend on no seed, so that runs compare. Which part
 * an image is in and its place in a draw come from different digits.
 */
public final class IdHash {
  private final ByteBuffer digest;

  private IdHash(ByteBuffer digest) {
    this.digest = digest;
  }

  /** The hash of an id. */
  public static IdHash of(String id) {
    try {
      return new IdHash(
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** Whether this is the one image in {@code n} that is chosen. */
  public boolean isOneIn(int n) {
    return (digest.getInt(0) & Integer.MAX_VALUE) % n == 0;
  }

  /** A number to order images by, as good as random. */
  public long key() {
    return digest.getLong(Long.BYTES);
  }
}
