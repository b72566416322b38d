package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics and partitions that join and leave while a job trains on them. */
class SeveralSourcesITCase {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String LEFT = "train_images.images.leftPartitions";

  /** Records from before this are passed over where a partition was there at the start. */
  private static final Instant START = Instant.now().minus(Duration.ofHours(1));

  private static final long BEFORE = START.minusSeconds(60).toEpochMilli();
  private static final long SINCE = START.plusSeconds(60).toEpochMilli();

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private TrainedPlaces places;

  /** What has to be trained on, a line for each time. */
  private final List<String> sent = new ArrayList<>();

  private final Map<String, Integer> ends = new HashMap<>();

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start();
    Topic.create(broker, "dead-letters", 1);
    Topic.create(broker, "snapshots", 1);
    places = new TrainedPlaces(folder.resolve("sequence.csv"));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void whatJoinsIsReadFromItsFirstRecordWhereverReadingStarts() throws Exception {
    broker.createTopic("cam-1", 1);
    passedOver("cam-1", 0, 3);
    send("cam-1", 0, 5, SINCE);
    SmallLine line = line(Map.of());
    String savepoint;
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, new WatchedProgress(), null);
      places.await(sent.size());
      broker.createTopic("cam-2", 2);
      send("cam-2", 0, 4, BEFORE);
      send("cam-2", 1, 2, BEFORE);
      addPartition("cam-1", 2);
      send("cam-1", 1, 4, BEFORE);
      places.await(sent.size());
      // Found, in the savepoint, and without a record until it is resumed.
      addPartition("cam-2", 3);
      send("cam-1", 1, 1, BEFORE);
      places.await(sent.size());
      savepoint = job.stopWithSavepoint(SmallLine.PATIENCE);
    }
    broker.createTopic("cam-3", 1);
    send("cam-3", 0, 3, BEFORE);
    send("cam-2", 2, 3, BEFORE);
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, new WatchedProgress(), savepoint);
      send("cam-1", 1, 2, BEFORE);
      places.await(sent.size());
      job.stopWithSavepoint(SmallLine.PATIENCE);
    }
    assertThat(places.images()).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void whatLeavesAPatternIsCountedAndTheOthersGoOnAlsoOverRestarts() throws Exception {
    for (String topic : List.of("cam-1", "cam-2", "cam-3")) {
      broker.createTopic(topic, 2);
      send(topic, 0, 4, SINCE);
    }
    SmallLine line = line(Map.of("images.start", "earliest"));
    WatchedProgress progress = new WatchedProgress();
    String savepoint;
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, progress, null);
      places.await(sent.size());
      delete("cam-2");
      awaitLeft(2);
      send("cam-1", 0, 4, SINCE);
      places.await(sent.size());
      savepoint = job.stopWithSavepoint(SmallLine.PATIENCE);
    }
    delete("cam-3"); // In the savepoint, one partition of it without a record.
    SeenMetrics.forget(LEFT);
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, progress, savepoint);
      awaitLeft(2);
      send("cam-1", 1, 4, SINCE);
      places.await(sent.size());
      cluster.triggerCheckpoint(job.id());
      cluster.triggerCheckpoint(job.id());
      broker.createTopic("cam-3", 1); // Another one of that name.
      send("cam-3", 0, 4, SINCE);
      places.await(sent.size());
      send("cam-1", 0, 4, SINCE);
      places.await(sent.size());
      job.stopWithSavepoint(SmallLine.PATIENCE);
    }
    assertThat(places.images()).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void rotationKeepsThePartitionsThatItBeganWith() throws Exception {
    broker.createTopic("cam-1", 1);
    broker.createTopic("cam-2", 1);
    send("cam-1", 0, 4, SINCE);
    send("cam-2", 0, 4, SINCE);
    Map<String, String> rotation = Map.of("sequence.order", "rotation");
    SmallLine line = line(rotation);
    String savepoint;
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, new WatchedProgress(), null);
      places.await(sent.size());
      addPartition("cam-1", 2);
      passedOver("cam-1", 1, 2);
      send("cam-1", 0, 2, SINCE);
      send("cam-2", 0, 2, SINCE);
      places.await(sent.size());
      savepoint = job.stopWithSavepoint(SmallLine.PATIENCE);
    }
    assertThat(places.images()).containsExactlyInAnyOrderElementsOf(sent);
    SmallLine more = line(rotation);
    try (LocalCluster cluster = LocalCluster.start(more.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = more.start(cluster, new WatchedProgress(), savepoint);
      assertThatThrownBy(() -> job.awaitTermination(SmallLine.PATIENCE))
          .hasStackTraceContaining("rotation order needs the same set");
    }
  }

  /** Waits until so many partitions have left the job. */
  private static void awaitLeft(int partitions) {
    long deadline = System.nanoTime() + SmallLine.PATIENCE.toNanos();
    while (SeenMetrics.count(LEFT) != partitions) {
      assertThat(System.nanoTime()).as("The partitions do not leave").isLessThan(deadline);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private void send(String topic, int partition, int records, long timestamp) throws Exception {
    for (int offset : append(topic, partition, records, timestamp)) {
      sent.add(topic + "-" + partition + "-" + offset);
    }
  }

  private void passedOver(String topic, int partition, int records) throws Exception {
    append(topic, partition, records, BEFORE);
  }

  private List<Integer> append(String topic, int partition, int records, long timestamp)
      throws Exception {
    List<Integer> offsets = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int record = 0; record < records; record++) {
        int offset = ends.merge(topic + "-" + partition, 1, Integer::sum) - 1;
        byte[] key = (topic + "/" + partition).getBytes(StandardCharsets.UTF_8);
        producer
            .send(
                new ProducerRecord<>(
                    topic, partition, timestamp + record, key, TestPictures.png(offset)))
            .get();
        offsets.add(offset);
      }
    }
    return offsets;
  }

  private void addPartition(String topic, int partitions) throws Exception {
    try (Admin admin = admin()) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
    }
  }

  private void delete(String topic) throws Exception {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
    ends.keySet().removeIf(partition -> partition.startsWith(topic));
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private SmallLine line(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(SeenMetrics.settings());
    all.put("job.roles", "train");
    all.put("job.sequence-csv", places.file().toString());
    all.put("images.topic-pattern", "cam-[0-9]");
    all.put("images.start", "timestamp");
    all.put("images.start-timestamp", START.toString());
    all.put("images.stop", "never");
    all.put("images.discovery-interval", "200 ms");
    all.put("images.watch-interval", "200 ms");
    all.put("learner.steps", "100000");
    all.putAll(more);
    return new SmallLine(broker, Topic.of(broker, "none", 1), folder, "cameras", all);
  }
}
