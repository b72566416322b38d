package io.hsicflow.model.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Checks errors against their bars and keeps the largest of each kind, which {@link #write} leaves
 * in {@code target/golden-errors}, one file a test class.
 */
public final class GoldenErrors {
  private final Map<String, Double> largest = new ConcurrentSkipListMap<>();

  /**
   * Checks one error.
   *
   * @param kind what it is of, for the table
   * @param what what it is of exactly, for the message
   */
  public void check(String kind, Precision precision, String what, double error, double bar) {
    largest.merge("%s, %s, bar %.0e".formatted(kind, precision, bar), error, Math::max);
    assertThat(error).as("%s: %s in %s", kind, what, precision).isLessThan(bar);
  }

  /** Checks one tensor. */
  public void check(
      String kind, Precision precision, String what, double[] ours, double[] golden, double bar) {
    check(kind, precision, what, GoldenFile.error(ours, golden), bar);
  }

  /** Checks one number. */
  public void check(
      String kind, Precision precision, String what, double ours, double golden, double bar) {
    check(kind, precision, what, GoldenFile.error(ours, golden), bar);
  }

  /** Writes the table. */
  public void write(Class<?> test) {
    StringBuilder table = new StringBuilder();
    largest.forEach(
        (kind, error) -> table.append("%s: largest error %.1e%n".formatted(kind, error)));
    try {
      Path folder = Files.createDirectories(Path.of("target", "golden-errors"));
      Files.writeString(folder.resolve(test.getSimpleName() + ".txt"), table);
    } catch (IOException e) {
      throw new IllegalStateException("The table of errors could not be written.", e);
    }
  }
}
