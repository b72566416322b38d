package io.hsicflow.pipeline.demo;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows how far a run is: one line that is written over on a terminal, and a plain line now and
 * then where there is none.
 */
public final class ProgressLine {
  private static final int CELLS = 24;
  private static final long PLAIN_EVERY_NANOS = 15_000_000_000L;
  private static final long TERMINAL_EVERY_NANOS = 500_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private final long total;
  private int shown;
  private Long last;

  /**
   * A line.
   *
   * @param total steps of the run
   * @param terminal whether the line can be written over
   */
  public ProgressLine(PrintWriter out, boolean terminal, long total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  /**
   * What to show.
   *
   * @param step steps done
   * @param loss of the last one, NaN before the first
   * @param imagesPerSecond of the last while, NaN before it is known
   * @param secondsLeft NaN before it is known
   * @param accuracy of the newest evaluated snapshot, NaN before the first
   */
  public record State(
      long step, double loss, double imagesPerSecond, double secondsLeft, double accuracy) {}

  /** Shows the state, unless the line was shown a moment before {@code nanos}. */
  public void show(State state, long nanos) {
    long every = terminal ? TERMINAL_EVERY_NANOS : PLAIN_EVERY_NANOS;
    if (last == null || nanos - last >= every) {
      last = nanos;
      write(text(state));
    }
  }

  /** Shows the last state for good. */
  public void finish(State state) {
    write(text(state));
    if (terminal) {
      out.println();
      out.flush();
    }
    shown = 0;
  }

  /** Prints a line of its own without tearing the bar. */
  public void say(String line) {
    if (terminal && shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
    out.println(line);
    out.flush();
  }

  String text(State state) {
    StringBuilder text = new StringBuilder();
    if (terminal) {
      int full = (int) (CELLS * Math.min(state.step, total) / Math.max(1, total));
      text.append('[').append("#".repeat(full)).append(".".repeat(CELLS - full)).append("] ");
    }
    text.append(String.format(Locale.ROOT, "step %,d of %,d", state.step, total));
    append(text, "loss %.4f", state.loss);
    append(text, "%.0f images/s", state.imagesPerSecond);
    if (Double.isFinite(state.secondsLeft)) {
      long seconds = Math.round(state.secondsLeft);
      text.append(String.format(Locale.ROOT, "  %d:%02d left", seconds / 60, seconds % 60));
    }
    append(text, "kNN %.1f %%", 100 * state.accuracy);
    return text.toString();
  }

  private static void append(StringBuilder text, String format, double value) {
    if (!Double.isNaN(value)) {
      text.append("  ").append(String.format(Locale.ROOT, format, value));
    }
  }

  private void write(String text) {
    if (terminal) {
      // Spaces wipe what is left of a longer line before.
      out.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
      shown = text.length();
    } else {
      out.println(text);
    }
    out.flush();
  }
}
