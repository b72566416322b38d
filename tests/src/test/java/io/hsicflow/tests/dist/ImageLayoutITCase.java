package io.hsicflow.tests.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.job.HsicflowJob;
import io.hsicflow.pipeline.standalone.FreePorts;
import io.hsicflow.pipeline.standalone.JavaProcess;
import io.hsicflow.pipeline.standalone.ProcessGroup;
import io.hsicflow.pipeline.standalone.StandaloneCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image without a container: its folders, as the Dockerfile fills them, with Flink's jars from
 * Maven, run a cluster for one job as a Deployment would.
 */
class ImageLayoutITCase {
  private static final long JOB_SECONDS = 240;

  @TempDir private Path folder;

  @Test
  void aClusterForOneJobRunsItToItsEndAndWritesNothingToTheImage() throws Exception {
    Path clusterFolder = Files.createDirectories(folder.resolve("cluster"));
    Path natives = Files.createDirectories(folder.resolve("cache"));
    try (ImageLayout image =
            ImageLayout.of(Dockerfile.read(Dockerfile.PROCESSOR), Distribution.ofThisBuild());
        EmbeddedBroker broker = EmbeddedBroker.start();
        ProcessGroup group = ProcessGroup.open()) {
      JobInput.topics(broker);
      SortedMap<String, Long> before = image.files();
      StandaloneCluster cluster =
          StandaloneCluster.configure(
              group,
              clusterFolder,
              InstalledFlink.classPath(clusterFolder, image.path("/opt/flink/lib")),
              new FreePorts(),
              1,
              2,
              Map.of());
      JavaProcess jobManager = application(cluster, clusterFolder, arguments(broker));
      JavaProcess taskManager = cluster.taskManagers().get(0);
      for (JavaProcess process : List.of(jobManager, taskManager)) {
        process
            .with("FLINK_LIB_DIR", image.path("/opt/flink/lib").toString())
            .with("JAVA_TOOL_OPTIONS", "-Dorg.bytedeco.javacpp.cachedir=" + natives)
            .start();
      }

      assertThat(jobManager.awaitEnd(JOB_SECONDS)).as(jobManager.logEnd()).isZero();

      assertThat(Files.readString(jobManager.log())).contains("Application completed SUCCESSFULLY");
      assertThat(folder.resolve("job/snapshots")).isDirectoryContaining("glob:**.safetensors");
      assertThat(embeddings(broker)).isEqualTo(JobInput.IMAGES);
      assertThat(image.files()).isEqualTo(before);
      assertThat(natives).isNotEmptyDirectory();
    }
  }

  private String[] arguments(EmbeddedBroker broker) throws Exception {
    return JobInput.arguments(folder, broker, "job");
  }

  private static JavaProcess application(
      StandaloneCluster cluster, Path configuration, String[] arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--configDir",
                configuration.toString(),
                "--job-classname",
                HsicflowJob.class.getName(),
                // Flink would take --config for the beginning of --configDir.
                "--"));
    all.addAll(Arrays.asList(arguments));
    return cluster.process(
        "application", "-Xmx512m", StandaloneApplicationClusterEntryPoint.class.getName(), all);
  }

  private static long embeddings(EmbeddedBroker broker) {
    TopicPartition partition = new TopicPartition("embeddings", 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return consumer.endOffsets(List.of(partition)).get(partition);
    }
  }
}
