package io.hsicflow.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.tests.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A newcomer can read in every package what lives there. */
class PackageDocumentationTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final Path TEST = Path.of("src/test/java");

  @Test
  void everyPackageSaysWhatLivesThere() {
    assertThat(undocumented(MAIN)).as("packages without package-info.java").isEmpty();
  }

  @Test
  void everyPackageOfTestsAloneSaysWhatLivesThere() {
    List<Path> undocumented =
        undocumented(TEST).stream().filter(folder -> !hasMainClasses(folder)).toList();

    assertThat(undocumented).as("packages without package-info.java").isEmpty();
  }

  private static Set<Path> undocumented(Path sources) {
    return House.sources(sources).stream()
        .map(Path::getParent)
        .filter(folder -> !Files.isRegularFile(folder.resolve("package-info.java")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether some module has main classes of the package that this folder of tests belongs to. */
  private static boolean hasMainClasses(Path folder) {
    Path name =
        Checkout.modules().stream()
            .map(module -> module.resolve(TEST))
            .filter(folder::startsWith)
            .map(tests -> tests.relativize(folder))
            .findFirst()
            .orElseThrow();
    return Checkout.modules().stream()
        .anyMatch(module -> Files.isDirectory(module.resolve(MAIN).resolve(name)));
  }
}
