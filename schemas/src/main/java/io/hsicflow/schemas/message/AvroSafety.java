package io.hsicflow.schemas.message;

import io.hsicflow.schemas.avro.Image;
import org.apache.avro.SystemLimitException;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * What Avro must be told before its first use: which classes a schema may name, and how long texts,
 * bytes and collections may be (its own default is about 2 GiB). Settings that the user made are
 * kept.
 */
final class AvroSafety {
  private static final String MAX_BYTES = Integer.toString(256 << 20);
  private static final String MAX_STRING = Integer.toString(4 << 20);
  private static final String MAX_ITEMS = Integer.toString(4 << 20);
  private static boolean applied;

  private AvroSafety() {}

  /** Sets trust and limits, once for this class loader. */
  static synchronized void apply() {
    if (applied) {
      return;
    }
    setIfAbsent(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, MAX_BYTES);
    setIfAbsent(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, MAX_STRING);
    setIfAbsent(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, MAX_ITEMS);
    ClassSecurityValidator.ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
    String ours = Image.class.getPackageName();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(others, type -> type.getPackageName().equals(ours)));
    applied = true;
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
