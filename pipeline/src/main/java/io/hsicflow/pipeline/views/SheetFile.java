package io.hsicflow.pipeline.views;

import io.hsicflow.pipeline.OutFile;
import io.hsicflow.pipeline.UserException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** The PNG file that a sheet is written to; one that is there is replaced. */
final class SheetFile {
  private static final String ENDING = ".png";

  private final Path path;

  /**
   * A file to be written.
   *
   * @param option that names it
   * @throws UserException where its name does not end in {@code .png} or it has no place
   */
  SheetFile(String option, Path path) {
    if (!path.toString().toLowerCase(Locale.ROOT).endsWith(ENDING)) {
      throw new UserException(
          option
              + " is "
              + path
              + ", but the sheet is a PNG: give a name that ends in "
              + ENDING
              + ".");
    }
    OutFile.requirePlace(option, path);
    this.path = path;
  }

  void write(BufferedImage sheet) throws IOException {
    // Not to the File itself: of one that cannot be opened ImageIO prints a trace and no reason.
    try (OutputStream file = Files.newOutputStream(path)) {
      ImageIO.write(sheet, "png", file);
    }
  }
}
