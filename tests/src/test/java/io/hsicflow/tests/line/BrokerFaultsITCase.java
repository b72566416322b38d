package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.BrokerSettings;
import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.UnreadableMessageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that go away and come back, and topics that go away under the job. */
class BrokerFaultsITCase {
  private static final int STEPS = 8;
  private static final int HALF = 4;
  private static final int PICTURES = STEPS * SmallLine.BATCH;

  @TempDir private Path folder;
  private EmbeddedBroker broker;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(settings());
    Topic.create(broker, "dead-letters", 1);
    Topic.create(broker, "snapshots", 1);
    Topic.create(broker, "embeddings", 1);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void brokersThatGoForAMomentCostNothing() throws Exception {
    goesOnAfter(Duration.ofSeconds(3));
  }

  @Test
  @Tag("slow")
  void brokersThatGoForTwoMinutesCostNothing() throws Exception {
    goesOnAfter(Duration.ofMinutes(2));
  }

  private void goesOnAfter(Duration away) throws Exception {
    Topic images = Topic.create(broker, "images", 1);
    images.send(0, HALF * SmallLine.BATCH + 3, TestPictures::png);
    SmallLine line = line(images, "through", Map.of());
    WatchedProgress progress = new WatchedProgress();
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, progress, null);
      progress.await(HALF);
      broker.close();

      assertThatThrownBy(() -> job.awaitTermination(away)).isInstanceOf(TimeoutException.class);
      broker = EmbeddedBroker.start(settings().withPort(broker.port()));
      images = images.at(broker);
      images.send(HALF * SmallLine.BATCH + 3, PICTURES, TestPictures::png);

      assertThat(job.awaitTermination(SmallLine.PATIENCE)).isTrue();
      SmallLine calm = line(images, "calm", Map.of("job.roles", "train"));
      calm.run(cluster);
      assertThat(line.newest().step()).isEqualTo(STEPS);
      assertThat(line.newest().digest()).isEqualTo(calm.newest().digest());
    }
    assertThat(embedded())
        .containsAll(IntStream.range(0, PICTURES).mapToObj(number -> "picture-" + number).toList());
  }

  @Test
  void aTopicThatIsDeletedUnderTheJobEndsItWithASentence() throws Exception {
    Topic images = Topic.create(broker, "images", 1);
    WatchedProgress progress =
        endsWith(images, () -> delete("images"), "Topic images was deleted while the job reads it");

    assertThat(progress.steps()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aTopicThatIsMadeAgainUnderTheJobEndsItWithASentence() throws Exception {
    Topic images = Topic.create(broker, "images", 1);
    int shortOfTheEnd = PICTURES - SmallLine.BATCH;
    WatchedProgress progress =
        endsWith(
            images,
            () -> {
              delete("images");
              Topic.create(broker, "images", 1).send(0, shortOfTheEnd, TestPictures::png);
            },
            "Topic images was deleted");

    // Until the next look at the topics, what stands at the offsets that come next is trained on.
    assertThat(progress.steps()).startsWith(1L, 2L, 3L, 4L).doesNotHaveDuplicates();
  }

  /** Runs until half of the steps, lets the fault happen, and returns what the job did in all. */
  private WatchedProgress endsWith(Topic images, Fault fault, String sentence) throws Exception {
    images.send(0, HALF * SmallLine.BATCH, TestPictures::png);
    SmallLine line =
        line(images, "orphan", Map.of("job.roles", "train", "images.watch-interval", "200 ms"));
    WatchedProgress progress = new WatchedProgress();
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, progress, null);
      progress.await(HALF);
      fault.happen();

      assertThatThrownBy(() -> job.awaitTermination(SmallLine.PATIENCE))
          .isInstanceOf(ExecutionException.class)
          .satisfies(
              failure -> assertThat(ExceptionUtils.stringifyException(failure)).contains(sentence));
    }
    return progress;
  }

  private void delete(String topic) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  private List<String> embedded() throws Exception {
    return Topic.of(broker, "embeddings", 1).records().stream()
        .map(BrokerFaultsITCase::embedding)
        .map(embedding -> embedding.getId().toString())
        .toList();
  }

  private static Embedding embedding(ConsumerRecord<byte[], byte[]> record) {
    try {
      return MessageCodec.EMBEDDING.decode(record.value());
    } catch (UnreadableMessageException e) {
      throw new AssertionError("What stands in the embeddings is none.", e);
    }
  }

  private SmallLine line(Topic images, String name, Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("images.stop", "offsets");
    all.put("images.stop-offsets", images.name() + ":0:" + PICTURES);
    all.put("execution.checkpointing.interval", "500 ms");
    all.put("restart-strategy.type", "failure-rate");
    all.put("restart-strategy.failure-rate.max-failures-per-interval", "3");
    all.put("restart-strategy.failure-rate.failure-rate-interval", "10 min");
    all.put("restart-strategy.failure-rate.delay", "2 s");
    all.putAll(more);
    return new SmallLine(broker, images, folder, name, all);
  }

  private BrokerSettings settings() {
    return BrokerSettings.defaults().withFolder(folder.resolve("broker"));
  }

  /** Something that happens to the brokers. */
  @FunctionalInterface
  private interface Fault {
    void happen() throws Exception;
  }
}
