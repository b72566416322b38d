package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.BrokerSettings;
import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
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
import org.apache.flink.configuration.Configuration;
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
    goesOnAfter(
        Duration.ofSeconds(4),
        Map.of(
            "restart-strategy.type", "none",
            // So short of patience, what asks the brokers has given up when they are back.
            "kafka.request.timeout.ms", "500",
            "kafka.default.api.timeout.ms", "500"));
  }

  @Test
  @Tag("slow")
  void brokersThatGoForTwoMinutesCostNothing() throws Exception {
    goesOnAfter(Duration.ofMinutes(2), Map.of());
  }

  /** A job without an end that looks for partitions and has something to say all the time. */
  private void goesOnAfter(Duration away, Map<String, String> clients) throws Exception {
    Map<String, String> busy = new HashMap<>(clients);
    busy.put("images.stop", "never");
    busy.put("images.discovery-interval", "200 ms");
    busy.put("images.watch-interval", "200 ms");
    busy.put("snapshot.every-steps", "1");
    Topic images = Topic.create(broker, "images", 1);
    images.send(0, HALF * SmallLine.BATCH + 3, TestPictures::png);
    SmallLine line = line(images, "through", busy);
    WatchedProgress progress = new WatchedProgress();
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, progress, null);
      progress.await(2);
      broker.close();

      assertThatThrownBy(() -> job.awaitTermination(away)).isInstanceOf(TimeoutException.class);
      broker = EmbeddedBroker.start(settings().withPort(broker.port()));
      images = images.at(broker);
      images.send(HALF * SmallLine.BATCH + 3, PICTURES, TestPictures::png);

      progress.await(STEPS);
      awaitEmbeddings();
      job.stopWithSavepoint(SmallLine.PATIENCE);
      SmallLine calm = line(images, "calm", Map.of("job.roles", "train"));
      calm.run(cluster);
      assertThat(line.newest().step()).isEqualTo(STEPS);
      assertThat(line.newest().digest()).isEqualTo(calm.newest().digest());
    }
  }

  private void awaitEmbeddings() {
    List<String> all =
        IntStream.range(0, PICTURES).mapToObj(number -> "picture-" + number).toList();
    Topic.of(broker, "embeddings", 1)
        .recordsUntil(
            "an embedding of every picture",
            records -> records.stream().map(BrokerFaultsITCase::id).toList().containsAll(all));
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
            "Topic images was deleted",
            "the topic was deleted and made again");

    // The look at the topics finds it, or the consumer, where there is nothing yet at its offset.
    // Until then, what stands at the offsets that come next is trained on.
    assertThat(progress.steps()).startsWith(1L, 2L, 3L, 4L).doesNotHaveDuplicates();
  }

  /** Runs until half of the steps, lets the fault happen, and returns what the job did in all. */
  private WatchedProgress endsWith(Topic images, Fault fault, String... sentences)
      throws Exception {
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
              failure ->
                  assertThat(ExceptionUtils.stringifyException(failure)).containsAnyOf(sentences));
    }
    return progress;
  }

  private void delete(String topic) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  private static String id(ConsumerRecord<byte[], byte[]> record) {
    try {
      return MessageCodec.EMBEDDING.decode(record.value()).getId().toString();
    } catch (UnreadableMessageException e) {
      throw new AssertionError("What stands in the embeddings is none.", e);
    }
  }

  private SmallLine line(Topic images, String name, Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("images.stop", "offsets");
    all.put("images.stop-offsets", images.name() + ":0:" + PICTURES);
    all.put("execution.checkpointing.interval", "500 ms");
    all.putAll(restartsOfAJob());
    all.putAll(more);
    return new SmallLine(broker, images, folder, name, all);
  }

  /** The restarts of a job that says nothing of them; other tests would wait too long for them. */
  private static Map<String, String> restartsOfAJob() {
    Map<String, String> settings = FlinkSettings.complete(new Configuration()).toMap();
    settings.keySet().removeIf(key -> !key.startsWith("restart-strategy"));
    return settings;
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
