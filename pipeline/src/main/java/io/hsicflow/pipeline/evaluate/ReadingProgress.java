package io.hsicflow.pipeline.evaluate;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * How far the reading of a data set is.
 *
 * @param verb what becomes of the images, such as {@code embedded}
 * @param done images read until now
 * @param total images of the set, where that is known
 * @param imagesPerSecond since the start
 */
public record ReadingProgress(String verb, long done, OptionalLong total, double imagesPerSecond) {

  /** A line for people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%,d%s images %s, %.0f a second",
        done,
        total.isPresent() ? String.format(Locale.ROOT, " of %,d", total.getAsLong()) : "",
        verb,
        imagesPerSecond);
  }
}
