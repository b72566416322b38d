package io.hsicflow.tests.dist;

import io.hsicflow.broker.EmbeddedBroker;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A small job's images and settings. */
final class JobInput {
  static final int IMAGES = 64;

  private JobInput() {}

  /** Makes the job's topics, and fills that of images. */
  static void topics(EmbeddedBroker broker) throws Exception {
    for (String topic : List.of("images", "embeddings", "dead-letters", "snapshots")) {
      broker.createTopic(topic, 1);
    }
    publish(broker.bootstrapServers());
  }

  /**
   * The command line's settings of a job of four steps.
   *
   * @param folder for its settings, and for its state in a folder of its name
   */
  static String[] arguments(Path folder, EmbeddedBroker broker, String name) throws IOException {
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
