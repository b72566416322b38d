package io.hsicflow.tests.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The modules of the build, found from the root {@code pom.xml}, and their classes and sources. */
final class House {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Path ROOT = findRoot();

  private House() {}

  /** The folder that holds the root {@code pom.xml}. */
  static Path root() {
    return ROOT;
  }

  /** Folders of all modules, in the order of the build. */
  static List<Path> modules() {
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

  /** What users run: main classes of all modules. */
  static JavaClasses mainClasses() {
    return MainClasses.IMPORTED;
  }

  /** Test classes of all modules. */
  static JavaClasses testClasses() {
    return TestClasses.IMPORTED;
  }

  private static JavaClasses compiled(String folder) {
    List<Path> folders =
        modules().stream()
            .map(module -> module.resolve("target").resolve(folder))
            .filter(Files::isDirectory)
            .toList();
    return new ClassFileImporter().importPaths(folders);
  }

  /** Java sources below a folder such as {@code src/main/java} of all modules. */
  static List<Path> sources(String folder) {
    return modules().stream()
        .map(module -> module.resolve(folder))
        .filter(Files::isDirectory)
        .flatMap(House::javaFiles)
        .toList();
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
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

  private static final class MainClasses {
    private static final JavaClasses IMPORTED = compiled("classes");
  }

  private static final class TestClasses {
    private static final JavaClasses IMPORTED = compiled("test-classes");
  }
}
