package io.hsicflow.tests.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.tests.cli.CommandProcess;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on a cluster that has the distribution's lib in Flink's. */
class JobJarITCase {
  private static final int IMAGES = 64;

  @TempDir private Path folder;

  @Test
  void trainsAndEmbedsTimeAndAgainInOneTaskManager() throws Exception {
    Distribution distribution = Distribution.ofThisBuild();
    Path clusterFolder = Files.createDirectories(folder.resolve("cluster"));
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        InstalledFlink cluster = InstalledFlink.start(clusterFolder, distribution.lib(), 2)) {
      for (String topic : List.of("images", "embeddings", "dead-letters", "snapshots")) {
        broker.createTopic(topic, 1);
      }
      publish(broker.bootstrapServers());
      List<String> taskManagers = cluster.rest().taskManagers();

      cluster.run(distribution.jobJar(), arguments(broker, "first"));
      cluster.run(distribution.jobJar(), arguments(broker, "second"));

      runFromTheCommandLine(cluster, distribution.jobJar(), arguments(broker, "third"));

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

  private String[] arguments(EmbeddedBroker broker, String name) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            job.name: %1$s
            job.folder: %2$s
            kafka.bootstrap.servers: %3$s
            images.format: file
            images.stop: latest
            learner.width: 8
            learner.size: 32
            learner.stem: cifar
            learner.hidden: 32
            learner.output: 16
            learner.batch: 16
            learner.steps: 4
            learner.threads: 1
            loss.frequencies: 32
            parallelism.default: 1
            """
                .formatted(name, folder.resolve(name).toUri(), broker.bootstrapServers()));
    return new String[] {"--config", config.toString()};
  }

  private List<Path> snapshots(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      return files.filter(file -> file.toString().endsWith(".safetensors")).toList();
    }
  }

  private static void publish(String bootstrapServers) throws IOException {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < IMAGES; i++) {
        producer.send(new ProducerRecord<>("images", "image-" + i, png(i)));
      }
    }
  }

  /** A picture of 32 x 32 pixels with stripes of its own. */
  private static byte[] png(int number) throws IOException {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        image.setRGB(x, y, (x * (number + 1) * 8 & 255) << 16 | (y * (number + 3) * 8 & 255) << 8);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, "png", file);
    return file.toByteArray();
  }
}
