package io.hsicflow.model.network;

import java.util.Locale;

/** The first layers of an encoder (docs/method.md section 2). */
public enum Stem {
  /** A 7x7 convolution of stride 2, batch norm, ReLU, and a 3x3 max-pool of stride 2. */
  IMAGENET,
  /** A 3x3 convolution of stride 1, batch norm, ReLU, and no pool. */
  CIFAR;

  /** The name in settings and metadata, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The stem of a name in lower case.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static Stem of(String text) {
    for (Stem stem : values()) {
      if (stem.text().equals(text)) {
        return stem;
      }
    }
    throw new IllegalArgumentException(
        "There is no stem " + text + "; there are imagenet and cifar.");
  }
}
