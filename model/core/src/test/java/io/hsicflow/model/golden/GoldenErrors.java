package io.hsicflow.model.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.parity.Bench;
import io.hsicflow.model.parity.Measure;
import io.hsicflow.model.parity.Parity;
import io.hsicflow.model.parity.ParityResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Holds results to their bars and keeps the largest error of each kind, which {@link #write} leaves
 * in {@code target/golden-errors}, one file a test class.
 */
public final class GoldenErrors {
  private final Map<String, Double> largest = new ConcurrentSkipListMap<>();

  /**
   * Checks a golden file on a backend.
   *
   * @param path as {@link GoldenFiles#open} takes it
   */
  public void check(String path, Backend backend) throws IOException {
    check(Parity.on(GoldenFiles.open(path), new Bench(backend, Optional.empty())));
  }

  /** Checks every error of a result. */
  public void check(ParityResult result) {
    for (Measure measure : result.measures()) {
      String kind =
          "%s, %s %s, bar %.1e"
              .formatted(result.kind(), result.backend(), result.precision(), measure.bar());
      largest.merge(kind, measure.error(), Math::max);
    }
    assertThat(result.measures()).isNotEmpty();
    assertThat(result.measures())
        .as("%s on %s %s. %s", result.file(), result.backend(), result.precision(), result.note())
        .allMatch(Measure::passes);
    assertThat(result.verdict()).isEqualTo(ParityResult.Verdict.PASS);
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
