package io.hsicflow.pipeline.views;

import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.operators.augmenter.AugmentOptions;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/** Shows what a job with given options would make of images, as a picture and as lines of text. */
public final class ViewsSheet {
  private final Configuration options;
  private final int images;
  private final int pairs;

  /**
   * @param options of a job: the gate's, the augmenter's, size of the views and seed
   * @param images how many at most
   * @param pairs of views of each
   * @throws UserException if there are no pairs
   */
  public ViewsSheet(Configuration options, int images, int pairs) {
    if (pairs < 1) {
      throw new UserException(pairs + " pairs of views show nothing: take at least 1 (--pairs).");
    }
    this.options = Objects.requireNonNull(options, "options");
    this.images = images;
    this.pairs = pairs;
  }

  /**
   * Draws images of a data set, makes their views and writes the sheet.
   *
   * @param out a PNG file; one that is there is replaced
   * @return a line for every view, and what was written
   * @throws UserException if there is no image, or none is asked for, or the file cannot be a PNG
   * @throws IllegalArgumentException with a sentence, where an option is out of its range
   */
  public List<String> write(Path data, Path out) throws IOException {
    // Asked before the images are drawn, which may take a while.
    SheetFile file = new SheetFile("--out", out);
    return write(
        ImageSample.draw(
            data,
            images,
            options.get(LearnerOptions.SEED),
            Gate.decoder(options, options.get(LearnerOptions.SIZE))),
        out,
        file);
  }

  /**
   * Makes the views of some images and writes the sheet, as {@link #write(Path, Path)}.
   *
   * @param out the file; one that is there is replaced
   * @return a line for every view, and what was written
   */
  public List<String> write(List<ImageSample> samples, Path out) throws IOException {
    return write(samples, out, new SheetFile("--out", out));
  }

  private List<String> write(List<ImageSample> samples, Path out, SheetFile file)
      throws IOException {
    int size = options.get(LearnerOptions.SIZE);
    long seed = options.get(LearnerOptions.SEED);
    ViewMaker maker = new ViewMaker(AugmentOptions.settings(options), size);
    List<SheetImage> made = new ArrayList<>();
    for (ImageSample image : samples) {
      made.add(SheetImage.of(image, maker, seed, (long) made.size() * pairs, pairs));
    }
    Optional<String> obstacle = Captions.obstacle();
    ContactSheet sheet = new ContactSheet(size, pairs, obstacle.isEmpty());
    BufferedImage drawn = sheet.draw(title(size, seed, sheet.scale()), made);
    file.write(drawn);
    return lines(made, out, drawn, obstacle);
  }

  private List<String> title(int size, long seed, int scale) {
    return List.of(
        "Views of %d x %d pixels, preset %s, seed %d"
            .formatted(size, size, options.get(AugmentOptions.PRESET), seed),
        (scale == 1 ? "" : "Shown %d times as large. ".formatted(scale))
            + "The number is the place in the training sequence. Frames in the lower picture are the views' windows.");
  }

  private List<String> lines(
      List<SheetImage> images, Path out, BufferedImage drawn, Optional<String> obstacle) {
    List<String> lines = new ArrayList<>();
    for (SheetImage image : images) {
      lines.add(
          "%s, %d x %d pixels"
              .formatted(image.name(), image.picture().width(), image.picture().height()));
      for (SheetImage.Pair pair : image.pairs()) {
        for (int view = 0; view < 2; view++) {
          lines.add(
              "  %d, view %d: %s".formatted(pair.sequence(), view + 1, pair.view(view).applied()));
        }
      }
    }
    obstacle.map(Captions::advice).ifPresent(lines::add);
    lines.add(
        "%s: %d x %d pixels; images: %d, views of each: %d"
            .formatted(out, drawn.getWidth(), drawn.getHeight(), images.size(), 2 * pairs));
    return lines;
  }
}
