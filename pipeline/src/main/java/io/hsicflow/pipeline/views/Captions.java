package io.hsicflow.pipeline.views;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;

/** Writes on a sheet, where this Java has fonts; where it has none, nothing. */
final class Captions {
  /** From one line to the next, in pixels. */
  static final int LINE = 15;

  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 12);
  private static final Color INK = new Color(0x202124);
  private static final Color FADED = new Color(0x5f6368);
  private static final String CUT = "...";

  private final Graphics2D on;
  private final boolean fonts;

  Captions(Graphics2D on, boolean fonts) {
    this.on = on;
    this.fonts = fonts;
  }

  /**
   * Why this Java cannot write, as on servers without fontconfig or without a font; empty where it
   * can.
   */
  static Optional<String> obstacle() {
    Graphics2D trial = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      trial.getFontMetrics(PLAIN);
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      // What Java throws differs by what is missing, down to a plain Error.
      if (e instanceof OutOfMemoryError) {
        throw e;
      }
      return Optional.of(e.toString());
    } finally {
      trial.dispose();
    }
  }

  /** What to do where this Java cannot write. */
  static String advice(String obstacle) {
    return "This Java cannot write on the sheet (%s): install fontconfig and a font (Debian: apt install fontconfig fonts-dejavu-core)."
        .formatted(obstacle);
  }

  /** A line, its upper left corner at (x, y), its end cut off where it is wider than that. */
  void plain(String text, int x, int y, int width) {
    write(text, PLAIN, INK, x, y, width);
  }

  /** As {@link #plain}, bold. */
  void bold(String text, int x, int y, int width) {
    write(text, BOLD, INK, x, y, width);
  }

  /** As {@link #plain}, in gray. */
  void faded(String text, int x, int y, int width) {
    write(text, PLAIN, FADED, x, y, width);
  }

  private void write(String text, Font font, Color colour, int x, int y, int width) {
    if (!fonts) {
      return;
    }
    FontMetrics metrics = on.getFontMetrics(font);
    String shown = text;
    for (int end = text.length(); end > 0 && metrics.stringWidth(shown) > width; end--) {
      shown = text.substring(0, end - 1) + CUT;
    }
    on.setFont(font);
    on.setColor(colour);
    on.drawString(shown, x, y + metrics.getAscent());
  }
}
