package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EmbedTopicITCase {
  @AutoClose private static final EmbeddedBroker BROKER = EmbeddedBroker.start();
  @TempDir private static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Partition 1 holds three pictures and, between them, what is none. */
  @BeforeAll
  static void fillTheBroker() throws IOException {
    TinySnapshot.publish(folder.resolve("snapshots"));
    BROKER.createTopic("images", 2);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKER.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int offset = 0; offset < 4; offset++) {
        Path file = folder.resolve(offset + ".png");
        TinySnapshot.picture(file, offset);
        byte[] value = offset == 2 ? new byte[] {1} : Files.readAllBytes(file);
        byte[] key = ("belt-" + offset).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>("images", 1, key, value));
      }
    }
  }

  @Test
  void aRangeOfOffsetsIsEmbeddedWithItsPlaces() throws IOException {
    assertThat(
            embed("range.csv", "--topic", "images", "--partition", "1", "--from", "0", "--to", "2"))
        .as(err.toString())
        .isZero();

    List<String> lines = Files.readAllLines(folder.resolve("range.csv"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("id,label,split,place,snapshot_digest,e0,");
    assertThat(lines.get(1)).startsWith("belt-0,,,images-1-0,");
    assertThat(lines.get(2)).startsWith("belt-1,,,images-1-1,");
  }

  @Test
  void aWholeTopicIsEmbeddedAndWhatIsNoPictureNamedByItsPlace() throws IOException {
    assertThat(embed("all.csv", "--topic", "images")).isEqualTo(Hsicflow.INCOMPLETE);

    assertThat(out.toString()).contains("1 images were refused", "images-1-2 (", "3 embeddings");
    assertThat(Files.readAllLines(folder.resolve("all.csv")))
        .hasSize(4)
        .last()
        .asString()
        .startsWith("belt-3,,,images-1-3,");
  }

  @Test
  void anImageOfATopicIsEmbeddedAsItsFileIs() throws IOException {
    assertThat(embed("topic.csv", "--topic", "images", "--partition", "1", "--from", "3")).isZero();
    assertThat(embed("file.csv", "--data", folder.resolve("3.png").toString())).isZero();

    String topic = Files.readAllLines(folder.resolve("topic.csv")).get(1);
    String file = Files.readAllLines(folder.resolve("file.csv")).get(1);
    assertThat(topic).startsWith("belt-3,,,images-1-3,");
    assertThat(file).startsWith("3.png,,train,");
    assertThat(topic.split(",", 5)[4]).isEqualTo(file.split(",", 4)[3]);
  }

  @Test
  void offsetsOfSeveralPartitionsAndOfNoTopicAreRefused() {
    assertThat(embed("none.csv", "--topic", "images", "--from", "0")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("each counts its own offsets");
    assertThat(embed("none.csv", "--topic", "images", "--partition", "1", "--to", "5"))
        .isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("from 0 to before 4");
    assertThat(embed("none.csv", "--data", folder.toString(), "--from", "0"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(embed("none.csv")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(folder.resolve("none.csv")).doesNotExist();
  }

  private int embed(String name, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "embed",
                "--snapshot",
                "newest",
                "-Dsnapshot.folder=" + folder.resolve("snapshots"),
                "-Dkafka.bootstrap.servers=" + BROKER.bootstrapServers(),
                "-Dimages.format=file",
                "--out",
                folder.resolve(name).toString()));
    all.addAll(List.of(more));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
