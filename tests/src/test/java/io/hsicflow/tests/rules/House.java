package io.hsicflow.tests.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Classes and sources of all modules of the build. */
final class House {
  private House() {}

  /** What users run: main classes of all modules. */
  static JavaClasses mainClasses() {
    return MainClasses.IMPORTED;
  }

  /** Test classes of all modules. */
  static JavaClasses testClasses() {
    return TestClasses.IMPORTED;
  }

  /** Java sources below a folder such as {@code src/main/java} of all modules. */
  static List<Path> sources(Path folder) {
    return Checkout.modules().stream()
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

  private static JavaClasses compiled(String folder) {
    List<Path> folders =
        Checkout.modules().stream()
            .map(module -> module.resolve("target").resolve(folder))
            .filter(Files::isDirectory)
            .toList();
    return new ClassFileImporter().importPaths(folders);
  }

  private static final class MainClasses {
    private static final JavaClasses IMPORTED = compiled("classes");
  }

  private static final class TestClasses {
    private static final JavaClasses IMPORTED = compiled("test-classes");
  }
}
