package io.hsicflow.pipeline.views;

import io.hsicflow.model.augment.AreaShrink;
import io.hsicflow.model.augment.ShrinkRule;
import io.hsicflow.model.image.DecodedPixels;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Draws images with their views: a block for each image, at the left the picture and once more with
 * the windows of its views, at its right a line for each pair of views, beside each view what was
 * applied. A view's frame has the colour of its window. Views are shown pixel by pixel, small ones
 * enlarged by a whole number.
 */
final class ContactSheet {
  private static final int MARGIN = 20;
  private static final int GAP = 10;
  private static final int BETWEEN_BLOCKS = 30;
  private static final int HEADER = 3 * Captions.LINE + GAP;
  private static final int PICTURE = 230;
  private static final int TEXT = 165;

  /** A pair's heading and the most steps that a view can have. */
  private static final int MOST_LINES = 10;

  /** About how large a small view is shown. */
  private static final int SMALL_SIDE = 160;

  private static final int FRAME = 3;
  private static final Color LINE_COLOUR = new Color(0xdadce0);

  /** Under an outline, so that it shows on a dark picture too. */
  private static final Color VEIL = new Color(255, 255, 255, 140);

  private static final BasicStroke UNDER = new BasicStroke(4);
  private static final BasicStroke OVER = new BasicStroke(2);

  private final int size;
  private final int pairs;
  private final int scale;
  private final boolean fonts;

  /**
   * @param size side of the views in pixels
   * @param pairs of each image
   * @param fonts whether it can be written on
   */
  ContactSheet(int size, int pairs, boolean fonts) {
    this.size = size;
    this.pairs = pairs;
    this.fonts = fonts;
    scale = Math.max(1, Math.round((float) SMALL_SIDE / size));
  }

  /** How many times as large as they are views are shown. */
  int scale() {
    return scale;
  }

  private int side() {
    return size * scale;
  }

  private int cellWidth() {
    return side() + GAP + TEXT;
  }

  private int lineHeight() {
    return Math.max(side() + 2 * FRAME, MOST_LINES * Captions.LINE) + GAP;
  }

  private int blockHeight() {
    return Math.max(pairs * lineHeight(), 2 * (PICTURE + Captions.LINE) + 2 * GAP) + BETWEEN_BLOCKS;
  }

  /** In pixels. */
  int width() {
    return MARGIN + PICTURE + 2 * GAP + 2 * cellWidth() + MARGIN;
  }

  /** In pixels, for that many images. */
  int height(int images) {
    return MARGIN + HEADER + images * blockHeight() + MARGIN - BETWEEN_BLOCKS;
  }

  private int top(int image) {
    return MARGIN + HEADER + image * blockHeight();
  }

  /** The upper left pixel of a view. */
  Point viewAt(int image, int pair, int view) {
    return new Point(
        MARGIN + PICTURE + 2 * GAP + view * cellWidth(), top(image) + pair * lineHeight() + FRAME);
  }

  /**
   * Draws the sheet.
   *
   * @param title two lines at most
   * @param images with as many pairs as this sheet is for
   */
  BufferedImage draw(List<String> title, List<SheetImage> images) {
    BufferedImage sheet =
        new BufferedImage(width(), height(images.size()), BufferedImage.TYPE_INT_RGB);
    Graphics2D on = sheet.createGraphics();
    on.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    on.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    on.setColor(Color.WHITE);
    on.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    Captions captions = new Captions(on, fonts);
    for (int line = 0; line < title.size(); line++) {
      int y = MARGIN + line * Captions.LINE;
      if (line == 0) {
        captions.bold(title.get(line), MARGIN, y, width() - 2 * MARGIN);
      } else {
        captions.faded(title.get(line), MARGIN, y, width() - 2 * MARGIN);
      }
    }
    for (int image = 0; image < images.size(); image++) {
      block(on, captions, image, images.get(image));
    }
    on.dispose();
    return sheet;
  }

  private void block(Graphics2D on, Captions captions, int number, SheetImage image) {
    int top = top(number);
    on.setColor(LINE_COLOUR);
    on.fillRect(MARGIN, top - GAP - 1, width() - 2 * MARGIN, 1);
    Rectangle place = picture(on, image.picture(), top);
    int text = place.y + place.height + GAP / 2;
    captions.bold(image.name(), MARGIN, text, PICTURE);
    captions.faded(
        "%d x %d pixels".formatted(image.picture().width(), image.picture().height()),
        MARGIN,
        text + Captions.LINE,
        PICTURE);
    int below = text + 2 * Captions.LINE + GAP;
    outlines(on, picture(on, image.picture(), below), image);
    for (int pair = 0; pair < pairs; pair++) {
      for (int view = 0; view < 2; view++) {
        view(on, captions, number, image, pair, view);
      }
    }
  }

  /** Shrinks it by the area filter or enlarges it by a whole number; says where it lies. */
  private static Rectangle picture(Graphics2D on, DecodedPixels picture, int top) {
    ShrinkRule rule = new ShrinkRule(PICTURE, PICTURE);
    byte[] rgb = new AreaShrink().apply(picture.rgb(), picture.width(), picture.height(), rule);
    int width = rule.width(picture.width(), picture.height());
    int height = rule.height(picture.width(), picture.height());
    int factor = PICTURE / Math.max(width, height);
    Rectangle place = new Rectangle(MARGIN, top, factor * width, factor * height);
    enlarged(on, pixels(rgb, width, height), place);
    return place;
  }

  private void outlines(Graphics2D on, Rectangle place, SheetImage image) {
    double across = place.getWidth() / image.picture().width();
    double down = place.getHeight() / image.picture().height();
    for (int pair = 0; pair < pairs; pair++) {
      for (int view = 0; view < 2; view++) {
        Rectangle window = image.pairs().get(pair).view(view).window();
        Rectangle2D outline =
            new Rectangle2D.Double(
                place.x + across * window.x,
                place.y + down * window.y,
                across * window.width,
                down * window.height);
        on.setStroke(UNDER);
        on.setColor(VEIL);
        on.draw(outline);
        on.setStroke(OVER);
        on.setColor(colour(pair, view));
        on.draw(outline);
      }
    }
  }

  private void view(
      Graphics2D on, Captions captions, int number, SheetImage image, int pair, int view) {
    SheetImage.Pair made = image.pairs().get(pair);
    Point at = viewAt(number, pair, view);
    on.setColor(colour(pair, view));
    on.fillRect(at.x - FRAME, at.y - FRAME, side() + 2 * FRAME, side() + 2 * FRAME);
    enlarged(
        on, pixels(made.view(view).rgb(), size, size), new Rectangle(at.x, at.y, side(), side()));
    int x = at.x + side() + GAP;
    captions.bold("%d, view %d".formatted(made.sequence(), view + 1), x, at.y - FRAME, TEXT);
    int line = 1;
    for (String step : made.view(view).steps()) {
      captions.plain(step, x, at.y - FRAME + line++ * Captions.LINE, TEXT);
    }
  }

  /** Around the colour circle, the two views of a pair beside one another. */
  private Color colour(int pair, int view) {
    return Color.getHSBColor((2 * pair + view) / (2f * pairs), 0.85f, 0.85f);
  }

  /** Every pixel as a square. */
  static void enlarged(Graphics2D on, BufferedImage image, Rectangle place) {
    on.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    on.drawImage(image, place.x, place.y, place.width, place.height, null);
  }

  static BufferedImage pixels(byte[] rgb, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(
          i % width,
          i / width,
          (rgb[3 * i] & 0xFF) << 16 | (rgb[3 * i + 1] & 0xFF) << 8 | rgb[3 * i + 2] & 0xFF);
    }
    return image;
  }
}
