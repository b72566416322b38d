package io.hsicflow.pipeline.parity;

import io.hsicflow.model.parity.GoldenFile;
import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A tree of golden files. Every file in it is taken for one but for pages (names that end in .md)
 * and what is hidden.
 *
 * @param root the uppermost folder
 * @param files the files in the order of their paths
 */
public record GoldenFolder(Path root, List<Path> files) {
  private static final String PAGE = ".md";
  private static final String HIDDEN = ".";

  /**
   * Looks for the files.
   *
   * @throws UserException if there is no such folder, or nothing in it
   */
  public static GoldenFolder at(Path root) {
    if (!Files.isDirectory(root)) {
      throw new UserException(root + " is no folder; give one with golden files in it.");
    }
    try (Stream<Path> tree = Files.walk(root)) {
      List<Path> files =
          tree.filter(Files::isRegularFile).filter(file -> isGolden(root, file)).sorted().toList();
      if (files.isEmpty()) {
        throw new UserException(
            root + " holds no golden files; give a folder of .safetensors and .json files.");
      }
      return new GoldenFolder(root, files);
    } catch (IOException e) {
      throw new UserException("The folder " + root + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private static boolean isGolden(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      if (part.toString().startsWith(HIDDEN)) {
        return false;
      }
    }
    return !file.getFileName().toString().endsWith(PAGE);
  }

  /** A file's path below the folder, with slashes. */
  public String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /**
   * Reads a file.
   *
   * @throws UserException if it cannot be opened
   * @throws io.hsicflow.model.parity.GoldenFileException if it is damaged
   */
  public GoldenFile read(Path file) {
    try {
      return GoldenFile.parse(name(file), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UserException(name(file) + " cannot be read: " + e, e);
    }
  }
}
