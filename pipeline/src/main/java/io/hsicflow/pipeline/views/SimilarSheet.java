package io.hsicflow.pipeline.views;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Draws an image and those that are like it, the nearest first, in lines from left to right, each
 * as the encoder sees it; small ones are enlarged by a whole number.
 */
public final class SimilarSheet {
  private static final int MARGIN = 20;
  private static final int GAP = 15;
  private static final int ACROSS = 6;
  private static final int FRAME = 3;

  /** About how large a small picture is shown. */
  private static final int SMALL_SIDE = 128;

  private static final Color QUERY_COLOUR = new Color(0x1a73e8);

  private final SheetFile file;
  private final int size;
  private final int side;

  /**
   * A picture of the sheet.
   *
   * @param title a line below it
   * @param text another
   * @param rgb rows of pixels of three bytes
   */
  public record Cell(String title, String text, byte[] rgb) {}

  /**
   * A sheet to be written.
   *
   * @param path a PNG file; one that is there is replaced
   * @param size side of the pictures in pixels
   * @throws io.hsicflow.pipeline.UserException where the file cannot be a PNG
   */
  public SimilarSheet(Path path, int size) {
    this.file = new SheetFile("--sheet", path);
    this.size = size;
    this.side = size * Math.max(1, Math.round((float) SMALL_SIDE / size));
  }

  /**
   * Draws and writes the sheet.
   *
   * @param cells the query, which is framed, and those that are like it
   * @return why it could not be written on, where this Java has no fonts
   */
  public Optional<String> write(List<Cell> cells) throws IOException {
    Optional<String> obstacle = Captions.obstacle();
    file.write(draw(cells, obstacle.isEmpty()));
    return obstacle.map(Captions::advice);
  }

  /** The upper left pixel of a picture. */
  Point at(int cell) {
    return new Point(
        MARGIN + cell % ACROSS * (side + GAP),
        MARGIN + cell / ACROSS * (side + 2 * Captions.LINE + GAP + FRAME));
  }

  /** Side of a picture as it is shown. */
  int side() {
    return side;
  }

  BufferedImage draw(List<Cell> cells, boolean fonts) {
    int across = Math.min(ACROSS, cells.size());
    Point end = at((cells.size() - 1) / ACROSS * ACROSS);
    BufferedImage sheet =
        new BufferedImage(
            2 * MARGIN + across * (side + GAP) - GAP,
            end.y + side + FRAME + 2 * Captions.LINE + MARGIN,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D on = sheet.createGraphics();
    on.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    on.setColor(Color.WHITE);
    on.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    on.setColor(QUERY_COLOUR);
    Point query = at(0);
    on.fillRect(query.x - FRAME, query.y - FRAME, side + 2 * FRAME, side + 2 * FRAME);
    Captions captions = new Captions(on, fonts);
    for (int i = 0; i < cells.size(); i++) {
      Point at = at(i);
      ContactSheet.enlarged(
          on,
          ContactSheet.pixels(cells.get(i).rgb(), size, size),
          new Rectangle(at.x, at.y, side, side));
      int text = at.y + side + FRAME;
      captions.bold(cells.get(i).title(), at.x, text, side);
      captions.faded(cells.get(i).text(), at.x, text + Captions.LINE, side);
    }
    on.dispose();
    return sheet;
  }
}
