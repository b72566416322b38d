package io.hsicflow.pipeline.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which images of a set without a test part are kept apart: one in ten by the hash of the id. The
 * hash does not depend on the seed, so that runs compare.
 */
public final class SplitRule {
  private static final int ONE_IN = 10;

  private SplitRule() {}

  /** Whether an image belongs to the tenth that is kept apart. */
  public static boolean isTenth(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      int hash =
          (digest[0] & 0x7f) << 24
              | (digest[1] & 0xff) << 16
              | (digest[2] & 0xff) << 8
              | digest[3] & 0xff;
      return hash % ONE_IN == 0;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
