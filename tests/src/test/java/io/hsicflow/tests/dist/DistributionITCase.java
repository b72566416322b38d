package io.hsicflow.tests.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.tests.docs.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies where in the job jar and the distribution. */
class DistributionITCase {
  private static final List<String> ELSEWHERE =
      List.of(
          "io/hsicflow/model/",
          "io/hsicflow/broker/",
          "io/hsicflow/pipeline/demo/fashion-mnist/",
          "org/nd4j/",
          "org/bytedeco/",
          "kafka/server/",
          "scala/",
          "org/apache/flink/api/",
          "org/apache/flink/configuration/",
          "org/apache/flink/runtime/",
          "org/apache/flink/streaming/api/",
          "org/apache/flink/connector/base/",
          "org/slf4j/",
          "org/apache/logging/",
          "org/apache/commons/lang3/",
          "net/jpountz/",
          "org/xerial/");

  private Distribution distribution;

  @BeforeEach
  void find() throws IOException {
    distribution = Distribution.ofThisBuild();
  }

  @Test
  void jobJarLeavesOutWhatOneClassLoaderMustLoadOnceAndWhatFlinkBrings() throws IOException {
    assertThat(entries()).noneMatch(name -> ELSEWHERE.stream().anyMatch(name::startsWith));
  }

  @Test
  void jobJarHasJobConnectorAndFormats() throws IOException {
    assertThat(entries())
        .contains(
            "io/hsicflow/pipeline/job/HsicflowJob.class",
            "io/hsicflow/schemas/avro/Image.class",
            "io/hsicflow/connectors/sql/MessageFormatFactory.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/flink/streaming/connectors/kafka/table/KafkaDynamicTableFactory.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class",
            "org/apache/avro/Schema.class",
            "picocli/CommandLine.class",
            "META-INF/LICENSE",
            "META-INF/NOTICE");
  }

  @Test
  void sqlFindsConnectorAndFormatInTheJobJarAndTheTablesBeside() throws IOException {
    try (JarFile jar = new JarFile(distribution.jobJar().toFile());
        InputStream factories =
            jar.getInputStream(
                jar.getEntry("META-INF/services/org.apache.flink.table.factories.Factory"))) {
      assertThat(new String(factories.readAllBytes(), StandardCharsets.UTF_8).lines())
          .contains(
              "io.hsicflow.connectors.sql.MessageFormatFactory",
              "org.apache.flink.streaming.connectors.kafka.table.KafkaDynamicTableFactory");
    }
    assertThat(distribution.launcher().resolveSibling("sql"))
        .isDirectoryContaining("glob:**/hsicflow.sql")
        .isDirectoryContaining("glob:**/embeddings-registry.sql");
  }

  @Test
  void neitherTablesNorFlinkMlAreShipped() throws IOException {
    assertThat(Distribution.names(distribution.local()))
        .noneMatch(name -> name.startsWith("flink-table-"))
        .noneMatch(name -> name.startsWith("flink-ml-"));
    assertThat(entries())
        .noneMatch(name -> name.startsWith("org/apache/flink/ml/"))
        .noneMatch(name -> name.startsWith("io/hsicflow/operators/ml/"));
  }

  @Test
  void libHasLearnerAndBackendWithTheNativesOfOnePlatform() throws IOException {
    List<String> names = Distribution.names(distribution.lib());

    assertThat(names)
        .anyMatch(name -> name.startsWith("hsicflow-model-core-"))
        .anyMatch(name -> name.startsWith("hsicflow-model-nd4j-"))
        .anyMatch(name -> name.startsWith("hsicflow-model-onednn-"))
        .noneMatch(name -> name.startsWith("flink-"))
        .noneMatch(name -> name.startsWith("kafka"));
    for (String library : List.of("openblas", "dnnl", "opencl")) {
      assertThat(names)
          .filteredOn(name -> name.matches(library + "-.*-(linux|macosx)-.*"))
          .hasSize(1);
    }
  }

  @Test
  void localRunsHaveTheReporterThatAFlinkBringsItself() throws IOException {
    assertThat(Distribution.names(distribution.local()))
        .anyMatch(name -> name.startsWith("flink-metrics-prometheus-"));
  }

  @Test
  void noJarLiesInLibAndLocal() throws IOException {
    assertThat(Distribution.names(distribution.local()))
        .doesNotContainAnyElementsOf(Distribution.names(distribution.lib()));
  }

  @Test
  void everyLinkOfAPackedPageLeadsToWhatIsPacked() throws IOException {
    List<String> broken = new ArrayList<>();
    try (Stream<Path> files = Files.walk(distribution.resolve(""))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".md")).toList()) {
        for (String link : Page.of(file).links()) {
          String path = link.replaceFirst("#.*", "");
          if (!link.matches("[a-z]+:.*") && !Files.exists(file.resolveSibling(path).normalize())) {
            broken.add(distribution.resolve("").relativize(file) + ": " + link);
          }
        }
      }
    }

    assertThat(broken).as("links that lead nowhere in the distribution").isEmpty();
  }

  @Test
  void launcherRunsFromAnotherFolderWithoutBuilding(@TempDir Path elsewhere) throws Exception {
    Path output = elsewhere.resolve("output");
    Process process =
        new ProcessBuilder(distribution.launcher().toString(), "--help")
            .directory(elsewhere.toFile())
            .redirectError(elsewhere.resolve("errors").toFile())
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(output, StandardCharsets.UTF_8))
        .startsWith("Usage: hsicflow")
        .contains("run", "options");
    assertThat(process.exitValue()).isZero();
  }

  private List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(distribution.jobJar().toFile())) {
      return jar.stream().map(JarEntry::getName).toList();
    }
  }
}
