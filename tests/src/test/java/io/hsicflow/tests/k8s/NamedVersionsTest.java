package io.hsicflow.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages name the releases whose schemas the manifests are held to, and no others. */
class NamedVersionsTest {
  private static final String NUMBER = "v?(\\d+\\.\\d+(?:\\.\\d+)?)";
  private static final String PAGE = "k8s/README.md";
  private static final String SCHEMAS = "tests/src/test/resources/k8s/schemas/README.md";

  @Test
  void everyPageNamesTheReleaseOfEachSchema() throws IOException {
    for (SchemaFile file : ManifestValidator.DEFINITIONS) {
      String project = file.project().replaceFirst(" [^ ]+$", "");
      String version = file.project().substring(project.length() + 1);

      assertThat(inTheTable(file.name())).as("%s in %s", file.name(), SCHEMAS).isEqualTo(version);
      assertThat(named(PAGE, words(project) + " " + NUMBER))
          .as("%s in %s", project, PAGE)
          .containsExactly(version);
    }
  }

  @Test
  void theOperatorThatIsInstalledIsTheOneOfItsSchema() throws IOException {
    assertThat(named(PAGE, "/flink-kubernetes-operator-" + NUMBER + "/"))
        .containsExactly(of("Apache Flink Kubernetes Operator"));
    assertThat(of("Apache Flink Kubernetes Operator"))
        .startsWith(named(PAGE, "The operator, " + NUMBER + " or later").iterator().next() + ".");
  }

  @Test
  void kubernetesOwnKindsAreThoseOfTheClientOfTheBuild() throws IOException {
    assertThat(named(PAGE, "Java client " + NUMBER))
        .containsExactly(Pom.property("kubernetes-client.version"));
  }

  /** How the page calls a project. */
  private static String words(String project) {
    return project.equals("Apache Flink Kubernetes Operator") ? "operator" : project;
  }

  private static String of(String project) {
    return ManifestValidator.DEFINITIONS.stream()
        .map(SchemaFile::project)
        .filter(name -> name.startsWith(project))
        .map(name -> name.substring(project.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  /** The release that the table of the schemas' page gives a file. */
  private static String inTheTable(String file) throws IOException {
    List<String> releases =
        new ArrayList<>(
            named(SCHEMAS, "\\| `" + Pattern.quote(file) + "` \\| [^|]*?`[a-z-]*?" + NUMBER + "`"));
    assertThat(releases).as("releases of %s in %s", file, SCHEMAS).hasSize(1);
    return releases.get(0);
  }

  private static Set<String> named(String page, String pattern) throws IOException {
    Set<String> versions = new TreeSet<>();
    Pattern.compile(pattern)
        .matcher(Files.readString(Checkout.root().resolve(page)).replaceAll("\\s+", " "))
        .results()
        .map((MatchResult match) -> match.group(1))
        .forEach(versions::add);
    return versions;
  }
}
