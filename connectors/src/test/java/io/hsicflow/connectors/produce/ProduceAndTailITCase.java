package io.hsicflow.connectors.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.connectors.TestTopics;
import io.hsicflow.connectors.dataset.DatasetLimits;
import io.hsicflow.connectors.dataset.PngFile;
import io.hsicflow.connectors.tail.TailSettings;
import io.hsicflow.connectors.tail.TopicTail;
import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.message.MessageCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceAndTailITCase {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(5000), ZoneOffset.UTC);
  @AutoClose private static final EmbeddedBroker BROKER = EmbeddedBroker.start();
  private static final Configuration CONF = TestTopics.conf(BROKER, Map.of());

  @TempDir Path folder;

  @Test
  void sendsAFolderSoOftenAndPrintsIt() throws Exception {
    BROKER.createTopic("avro", 1);
    byte[] png = writePictures("cat/1.png", "dog/2.png");
    List<ProduceProgress> told = new ArrayList<>();
    ProduceProgress end =
        new ImageProducer(CONF, ProduceSettings.of(folder, "avro").withEpochs(3), CLOCK)
            .run(told::add);
    assertThat(end.sent()).isEqualTo(6);
    assertThat(end.delivered()).isEqualTo(6);
    assertThat(end.total()).hasValue(6);
    assertThat(end.epoch()).isEqualTo(3);
    assertThat(told).last().isEqualTo(end);

    List<ConsumerRecord<byte[], byte[]>> records =
        TestTopics.read(BROKER, "avro", 6, "read_committed");
    assertThat(records)
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .containsOnly("cat/1.png", "dog/2.png");
    Image image = MessageCodec.IMAGE.decode(records.get(0).value());
    assertThat(image.getLabel()).isEqualTo(image.getId().substring(0, 3));
    assertThat(image.getCapturedAt()).isEqualTo(CLOCK.instant());
    assertThat(image.getSource()).isEqualTo(folder.getFileName().toString());
    assertThat(image.getAttributes()).containsOnly(Map.entry("split", "train"));
    assertThat(image.getImage()).isEqualTo(ByteBuffer.wrap(png));

    assertThat(tail(new TailSettings("avro", -1, false, 0)))
        .hasSize(6)
        .allMatch(line -> line.contains("image ") && line.contains("PNG 2 x 2"));
    assertThat(tail(new TailSettings("avro", 2, false, 0)))
        .hasSize(2)
        .first(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .startsWith("avro/0@4  image ");
    assertThat(tail(new TailSettings("avro", -1, true, 3))).hasSize(3);
  }

  @Test
  void sendsBareFilesKeyedById() throws Exception {
    BROKER.createTopic("files", 1);
    byte[] png = writePictures("1.png");
    new ImageProducer(CONF, ProduceSettings.of(folder, "files").withFormat("file"), CLOCK)
        .run(progress -> {});
    ConsumerRecord<byte[], byte[]> record =
        TestTopics.read(BROKER, "files", 1, "read_committed").get(0);
    assertThat(record.key()).isEqualTo("1.png".getBytes(StandardCharsets.UTF_8));
    assertThat(record.value()).isEqualTo(png);
    assertThat(tail(new TailSettings("files", -1, false, 0)))
        .containsExactly("files/0@0  PNG 2 x 2, " + png.length + " bytes  key 1.png");
  }

  @Test
  void countsWhatTheTopicDoesNotTakeAndSendsTheRest() throws Exception {
    BROKER.createTopic("small", 1, Map.of("max.message.bytes", "500"));
    writePictures("1.png", "2.png");
    Files.write(folder.resolve("huge.png"), new byte[3 << 20]);
    Files.write(folder.resolve("large.png"), new byte[600]);
    ProduceSettings settings =
        new ProduceSettings(
            folder,
            "small",
            "avro",
            0,
            1,
            OptionalLong.empty(),
            new DatasetLimits(4 << 20, 1 << 20));
    // Batches of one record, so that the small ones are not refused with a large one.
    Configuration one = CONF.clone();
    one.setString("kafka.batch.size", "0");
    ProduceProgress end = new ImageProducer(one, settings, CLOCK).run(progress -> {});
    assertThat(end.delivered()).isEqualTo(2);
    assertThat(end.tooLarge()).isEqualTo(2);
  }

  @Test
  void stopsCleanlyInTheMiddle() throws Exception {
    BROKER.createTopic("slow", 1);
    writePictures("1.png", "2.png");
    ImageProducer producer =
        new ImageProducer(
            CONF, ProduceSettings.of(folder, "slow").withRate(20).withEpochs(1_000_000), CLOCK);
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<ProduceProgress> end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return producer.run(progress -> running.countDown());
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
    producer.stop();
    ProduceProgress progress = end.get(60, TimeUnit.SECONDS);
    assertThat(progress.sent()).isGreaterThan(0).isEqualTo(progress.delivered());
    assertThat(progress.sent()).isLessThanOrEqualTo((long) (progress.seconds() * 20) + 1);
    assertThat(TestTopics.end(BROKER, "slow", "read_committed")).isEqualTo(progress.sent());
  }

  @Test
  void aTailThatFollowsEndsWhenItIsStopped() throws Exception {
    BROKER.createTopic("followed", 1);
    TopicTail tail = new TopicTail(CONF, TailSettings.of("followed"));
    CountDownLatch printed = new CountDownLatch(1);
    CompletableFuture<Long> end =
        CompletableFuture.supplyAsync(() -> tail.run(line -> printed.countDown()));
    writePictures("1.png");
    new ImageProducer(CONF, ProduceSettings.of(folder, "followed"), CLOCK).run(progress -> {});
    assertThat(printed.await(60, TimeUnit.SECONDS)).isTrue();
    tail.stop();
    assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void saysThatATopicIsMissing() {
    assertThatThrownBy(() -> tail(TailSettings.of("nowhere")))
        .hasMessageContaining("There is no topic nowhere");
    ImageProducer producer = new ImageProducer(CONF, ProduceSettings.of(folder, "nowhere"), CLOCK);
    assertThatThrownBy(() -> producer.run(progress -> {}))
        .hasMessageContaining("There is no topic nowhere")
        .hasMessageContaining("topics create");
  }

  private static List<String> tail(TailSettings settings) {
    List<String> lines = new ArrayList<>();
    assertThat(new TopicTail(CONF, settings).run(lines::add)).isEqualTo(lines.size());
    return lines;
  }

  private byte[] writePictures(String... paths) throws IOException {
    byte[] png = PngFile.ofRgb(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 2, 2);
    for (String path : paths) {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, png);
    }
    return png;
  }
}
