package io.hsicflow.operators.sources;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * What sources are called in metrics and figures: their names of ASCII letters, digits and {@code
 * _}, every other character as {@code _}, cut to {@link #MOST_CHARS}. That is what Prometheus's
 * reporter makes of a label; done here, no two sources can meet in one, for the later of two alike
 * has eight hexadecimal digits of its name's SHA-256 behind.
 */
public final class SourceLabels {

  /** All sources that have no label of their own. */
  public static final String OTHER = "other";

  static final int MOST_CHARS = 64;

  private static final int HASH_BYTES = 4;

  private final Set<String> taken = new HashSet<>(Set.of(OTHER));

  /**
   * A label that no other source has, null where even the hash is not enough: then the source is
   * one of {@link #OTHER}.
   *
   * @param source the name in the records, any text
   */
  public String give(String source) {
    String plain = plain(source);
    if (taken.add(plain)) {
      return plain;
    }
    String hashed = plain + "_" + hash(source);
    return taken.add(hashed) ? hashed : null;
  }

  /** Notes that a label is in use, as by a state; false where it was already. */
  boolean take(String label) {
    return taken.add(label);
  }

  /** The label may be given again. */
  void giveBack(String label) {
    taken.remove(label);
  }

  private static String plain(String source) {
    String cut = source.length() > MOST_CHARS ? source.substring(0, MOST_CHARS) : source;
    return cut.isEmpty() ? "_" : cut.replaceAll("[^A-Za-z0-9_]", "_");
  }

  private static String hash(String source) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
