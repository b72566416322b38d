package io.hsicflow.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hsicflow.tests.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every overlay has its rendering, of which every object fits its schema. */
class RenderedManifestsTest {
  private static final ManifestValidator VALIDATOR = new ManifestValidator();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path REPORT = Checkout.root().resolve("tests/target/k8s-validation.txt");

  @TempDir private Path folder;

  static List<Rendering> renderings() {
    return Rendering.all();
  }

  /** What was found is in {@code tests/target/k8s-validation.txt}, a line for each object. */
  @Test
  void everyObjectFitsTheSchemaOfItsKind() throws IOException {
    List<String> report = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Rendering rendering : renderings()) {
      report.add("overlay " + rendering.overlay());
      for (Manifest manifest : rendering.manifests()) {
        List<String> findings = VALIDATOR.findings(manifest);
        report.add(
            "  %s: %s against %s"
                .formatted(
                    manifest,
                    findings.isEmpty() ? "valid" : "invalid",
                    VALIDATOR.origin(manifest)));
        findings.forEach(finding -> wrong.add("%s, %s %s".formatted(rendering, manifest, finding)));
      }
    }
    report.addAll(wrong);
    Files.createDirectories(REPORT.getParent());
    Files.write(REPORT, report);
    report.forEach(System.out::println);

    assertThat(wrong).isEmpty();
  }

  @Test
  void thereIsARenderingForEveryOverlayAndNoOther() throws IOException {
    try (Stream<Path> files = Files.list(Checkout.root().resolve("k8s/rendered"))) {
      assertThat(files)
          .containsExactlyInAnyOrderElementsOf(renderings().stream().map(Rendering::file).toList());
    }
    assertThat(renderings()).extracting(Rendering::overlay).containsExactly("cpu", "gpu", "ha");
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void noObjectStandsTwice(Rendering rendering) {
    assertThat(rendering.manifests()).extracting(Manifest::toString).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void renderingIsWhatKustomizeMakesOfTheOverlay(Rendering rendering) throws Exception {
    Optional<List<String>> kustomize = kustomize();
    assumeThat(kustomize)
        .as("kustomize and kubectl are not on the PATH; with one of them this test compares.")
        .isPresent();

    List<String> command = new ArrayList<>(kustomize.orElseThrow());
    command.add(rendering.source().toString());
    Path output = folder.resolve("rendered.yaml");
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .as("%s within %s", String.join(" ", command), LIMIT)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    assertThat(Files.readString(output))
        .as(
            "k8s/rendered is old: kubectl kustomize k8s/overlays/%1$s > k8s/rendered/%1$s.yaml",
            rendering)
        .isEqualTo(Files.readString(rendering.file()));
  }

  private static Optional<List<String>> kustomize() {
    if (isOnPath("kustomize")) {
      return Optional.of(List.of("kustomize", "build"));
    }
    return isOnPath("kubectl") ? Optional.of(List.of("kubectl", "kustomize")) : Optional.empty();
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
