package io.hsicflow.tests.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.tests.cli.CommandProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on a cluster that has the distribution's lib in Flink's. */
class JobJarITCase {
  @TempDir private Path folder;

  @Test
  void trainsAndEmbedsTimeAndAgainInOneTaskManager() throws Exception {
    Distribution distribution = Distribution.ofThisBuild();
    Path clusterFolder = Files.createDirectories(folder.resolve("cluster"));
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        InstalledFlink cluster = InstalledFlink.start(clusterFolder, distribution.lib(), 2)) {
      JobInput.topics(broker);
      List<String> taskManagers = cluster.rest().taskManagers();

      cluster.run(distribution.jobJar(), JobInput.arguments(folder, broker, "first"));
      cluster.run(distribution.jobJar(), JobInput.arguments(folder, broker, "second"));

      runFromTheCommandLine(
          cluster, distribution.jobJar(), JobInput.arguments(folder, broker, "third"));

      assertThat(cluster.rest().jobStates()).containsExactly("FINISHED", "FINISHED", "FINISHED");
      assertThat(cluster.rest().taskManagers()).isEqualTo(taskManagers).hasSize(1);
      assertThat(cluster.taskManagerLog())
          .doesNotContain("UnsatisfiedLinkError", "already loaded in another classloader");
      assertThat(snapshots("first")).isNotEmpty();
      assertThat(snapshots("second")).isNotEmpty();
      assertThat(snapshots("third")).isNotEmpty();
    }
  }

  /** {@code hsicflow run --cluster}, which waits for the job's end as {@code flink run} does. */
  private void runFromTheCommandLine(InstalledFlink cluster, Path jar, String[] settings)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(settings));
    arguments.addAll(List.of("--cluster", cluster.restEndpoint(), "--job-jar", jar.toString()));
    try (CommandProcess run = CommandProcess.start(folder, arguments.toArray(new String[0]))) {
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output()).contains("The input has ended", cluster.restEndpoint());
    }
  }

  private List<Path> snapshots(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      return files.filter(file -> file.toString().endsWith(".safetensors")).toList();
    }
  }
}
