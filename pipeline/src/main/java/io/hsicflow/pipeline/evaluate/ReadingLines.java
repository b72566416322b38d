package io.hsicflow.pipeline.evaluate;

import io.hsicflow.operators.clock.Clock;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Tells how far a reading is, every few seconds. */
final class ReadingLines {
  /** Between two lines to people. */
  static final long NANOS_BETWEEN = 5_000_000_000L;

  private final String verb;
  private final OptionalLong total;
  private final Clock clock;
  private final Consumer<String> lines;
  private final long start;
  private long told;
  private long done;

  /**
   * @param verb what becomes of the images
   * @param total images of the set, where that is known
   */
  ReadingLines(String verb, OptionalLong total, Clock clock, Consumer<String> lines) {
    this.verb = verb;
    this.total = total;
    this.clock = clock;
    this.lines = lines;
    start = clock.nanos();
    told = start;
  }

  /** So many images are read now. */
  void read(long images) {
    done = images;
    if (clock.nanos() - told >= NANOS_BETWEEN) {
      tell();
    }
  }

  /** One line more, whatever the time. */
  void tell() {
    told = clock.nanos();
    lines.accept(
        String.format(
            Locale.ROOT,
            "%,d%s images %s, %.0f a second",
            done,
            total.isPresent() ? String.format(Locale.ROOT, " of %,d", total.getAsLong()) : "",
            verb,
            1e9 * done / Math.max(1, told - start)));
  }
}
