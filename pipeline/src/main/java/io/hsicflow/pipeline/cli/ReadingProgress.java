package io.hsicflow.pipeline.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;

/** Shows how many images were read: one line that is written over. */
final class ReadingProgress {
  private static final long EVERY_NANOS = 500_000_000L;

  private final PrintWriter out;
  private final OptionalLong total;
  private final long start = System.nanoTime();
  private long shown = start;
  private long last;

  ReadingProgress(PrintWriter out, OptionalLong total) {
    this.out = out;
    this.total = total;
  }

  /** So many were read until now; shown unless something was shown a moment before. */
  void read(long images) {
    last = images;
    long now = System.nanoTime();
    if (now - shown >= EVERY_NANOS) {
      shown = now;
      show(now);
    }
  }

  /** Shows the last number and ends the line. */
  void end() {
    show(System.nanoTime());
    out.println();
    out.flush();
  }

  private void show(long now) {
    String of = total.isPresent() ? String.format(Locale.ROOT, " of %,d", total.getAsLong()) : "";
    double seconds = Math.max(1, now - start) / 1e9;
    out.print(
        String.format(Locale.ROOT, "\r%,d%s images read, %.0f a second", last, of, last / seconds));
    out.flush();
  }
}
