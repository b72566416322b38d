package io.hsicflow.tests.docs;

import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Java sources of all modules below one folder: few and small enough to search as a text. */
final class JavaSources {
  private static final String ENDING = ".java";

  private final List<Path> files;

  private JavaSources(String folder) {
    files =
        Checkout.modules().stream()
            .map(module -> module.resolve(folder))
            .filter(Files::isDirectory)
            .flatMap(JavaSources::below)
            .toList();
  }

  /** What is shipped. */
  static JavaSources main() {
    return new JavaSources("src/main/java");
  }

  /** What is tested with. */
  static JavaSources test() {
    return new JavaSources("src/test/java");
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(file -> file.toString().endsWith(ENDING)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the files' types. */
  Set<String> types() {
    return files.stream()
        .map(file -> file.getFileName().toString())
        .map(name -> name.substring(0, name.length() - ENDING.length()))
        .collect(Collectors.toSet());
  }

  /** All of them. */
  String text() {
    return files.stream().map(JavaSources::text).collect(Collectors.joining("\n"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
