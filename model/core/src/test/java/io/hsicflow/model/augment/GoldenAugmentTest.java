package io.hsicflow.model.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.golden.GoldenErrors;
import io.hsicflow.model.golden.GoldenFiles;
import io.hsicflow.model.parity.Parity;
import io.hsicflow.model.parity.ParityResult;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of golden/augment; those that are nowhere are skipped visibly. */
class GoldenAugmentTest {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  private static final Map<String, Integer> COUNTS =
      Map.ofEntries(
          Map.entry("crop", 17),
          Map.entry("centre-crop", 6),
          Map.entry("brightness", 4),
          Map.entry("contrast", 4),
          Map.entry("saturation", 5),
          Map.entry("hue", 5),
          Map.entry("hsv", 1),
          Map.entry("jitter", 8),
          Map.entry("grayscale", 2),
          Map.entry("blur", 8),
          Map.entry("solarize", 2),
          Map.entry("normalize", 1),
          Map.entry("chain", 13));

  @AfterAll
  static void write() {
    ERRORS.write(GoldenAugmentTest.class);
  }

  static Stream<String> files() {
    return COUNTS.keySet().stream()
        .sorted()
        .flatMap(
            kind ->
                IntStream.rangeClosed(1, COUNTS.get(kind))
                    .mapToObj(i -> String.format("%s-%02d.safetensors", kind, i)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void equalsTheReferencesStep(String name) throws IOException {
    ERRORS.check(Parity.plain(GoldenFiles.open("augment/" + name)));
  }

  @Test
  void drawsViewsAsTheReferenceDoes() throws IOException {
    ParityResult result = Parity.plain(GoldenFiles.open("augment/params.json"));
    ERRORS.check(result);
    // The table of windows alone has more than fifty rows of four numbers.
    assertThat(result.measures()).hasSizeGreaterThan(200);
  }
}
