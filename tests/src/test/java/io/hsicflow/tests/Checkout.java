package io.hsicflow.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The checkout that these tests run in. */
public final class Checkout {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Path ROOT = findRoot();

  private Checkout() {}

  /** The folder that holds the root {@code pom.xml}. */
  public static Path root() {
    return ROOT;
  }

  /** Folders of all modules, in the order of the build. */
  public static List<Path> modules() {
    try {
      return MODULE
          .matcher(Files.readString(ROOT.resolve("pom.xml")))
          .results()
          .map((MatchResult match) -> ROOT.resolve(match.group(1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path findRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isRegularFile(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException(
          "No mvnw in or above "
              + Path.of("").toAbsolutePath()
              + ": run these tests from a checkout of hsicflow.");
    }
    return folder;
  }
}
