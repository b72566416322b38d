package io.hsicflow.tests.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.standalone.JavaProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.apache.flink.api.common.externalresource.ExternalResourceDriverFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The trainer asks Flink for its GPU, on a cluster of two TaskManagers of which one has a GPU, the
 * number 0 of a driver of the test's.
 */
class GpuGrantITCase {
  private static final String GRANTED = "Flink granted the GPU 0 (external resource 'gpu')";

  @TempDir private Path folder;

  @Test
  void theTrainerGetsASlotWhereTheGpuIsAndHearsItsNumber() throws Exception {
    Distribution distribution = Distribution.ofThisBuild();
    Path clusterFolder = Files.createDirectories(folder.resolve("cluster"));
    installDriver(clusterFolder.resolve("plugins/gpu"));
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        InstalledFlink cluster = InstalledFlink.start(clusterFolder, distribution.lib(), 2)) {
      JobInput.topics(broker);
      JavaProcess withGpu =
          cluster.addTaskManager(
              "gpu taskmanager",
              Map.of(
                  // too few for the other slots, which could take the trainer's room
                  "taskmanager.cpu.cores", "0.5",
                  "external-resources", "gpu",
                  "external-resource.gpu.amount", "1",
                  "external-resource.gpu.driver-factory.class", NumberedGpus.class.getName()));

      cluster.run(distribution.jobJar(), arguments(broker, "own", List.of()));
      assertThat(Files.readString(withGpu.log())).contains(GRANTED + ", and it is not used: ");
      assertThat(cluster.taskManagerLog()).doesNotContain("Flink granted");

      assertThatThrownBy(
              () ->
                  cluster.run(
                      distribution.jobJar(),
                      arguments(
                          broker,
                          "other",
                          List.of(
                              "-Dlearner.device=cuda:3",
                              // The usual ten, two seconds apart, would say the same ten times.
                              "-Drestart-strategy.type=none"))))
          .hasMessageContaining("learner.device = cuda:3, and " + GRANTED);
    }
  }

  private String[] arguments(EmbeddedBroker broker, String name, List<String> more)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(JobInput.arguments(folder, broker, name)));
    all.addAll(
        List.of(
            "-Djob.roles=train",
            "-Djob.augmenter-tasks=2",
            "-Djob.slot-cpus=1",
            "-Djob.slot-heap=64 mb",
            "-Dtrainer.own-slot=true",
            "-Dtrainer.slot-cpus=0.5",
            "-Dtrainer.slot-heap=64 mb",
            "-Dtrainer.slot-gpus=1"));
    all.addAll(more);
    return all.toArray(String[]::new);
  }

  /** A folder of Flink's plugins with the driver in a jar. */
  private static void installDriver(Path plugin) throws IOException {
    Files.createDirectories(plugin);
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(plugin.resolve("driver.jar")))) {
      for (Class<?> type : NumberedGpus.class.getNestHost().getDeclaredClasses()) {
        add(jar, type);
      }
      add(jar, NumberedGpus.class);
      jar.putNextEntry(
          new ZipEntry("META-INF/services/" + ExternalResourceDriverFactory.class.getName()));
      jar.write(NumberedGpus.class.getName().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void add(JarOutputStream jar, Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    jar.putNextEntry(new ZipEntry(file));
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      in.transferTo(jar);
    }
  }
}
