package io.hsicflow.model.backend;

import java.util.List;
import java.util.Locale;

/**
 * JavaCPP's own limits on native memory, by default the size of the Java heap and four times that:
 * activations have nothing to do with the heap, so there are none unless the user sets them.
 */
public final class NativeLimits {
  private static final List<String> PROPERTIES =
      List.of("org.bytedeco.javacpp.maxBytes", "org.bytedeco.javacpp.maxPhysicalBytes");

  private NativeLimits() {}

  /** Lifts those that the user did not set; to be called before JavaCPP's first class is used. */
  public static void lift() {
    for (String limit : PROPERTIES) {
      if (System.getProperty(limit) == null
          && System.getProperty(limit.toLowerCase(Locale.ROOT)) == null) {
        System.setProperty(limit, "0");
      }
    }
  }
}
