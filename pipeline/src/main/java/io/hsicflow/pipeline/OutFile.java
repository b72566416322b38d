package io.hsicflow.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;

/** The file that a command was told to write. */
public final class OutFile {
  private OutFile() {}

  /**
   * Refuses one that has no place, before the work that would be lost.
   *
   * @param option that names it
   * @throws UserException where it is a folder, or its folder is not there
   */
  public static void requirePlace(String option, Path file) {
    if (Files.isDirectory(file)) {
      throw new UserException(option + " is " + file + ", which is a folder: name a file.");
    }
    if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
      throw new UserException(
          option + " is " + file + ", but its folder is not there: make it first.");
    }
  }
}
