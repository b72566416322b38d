package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import io.hsicflow.operators.snapshot.SnapshotEvaluations;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.pipeline.cli.Hsicflow;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import io.hsicflow.schemas.avro.Evaluation;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.UnreadableMessageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of a training are evaluated beside it, and the training never notices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluatorITCase {
  private static final int STEPS = 10;
  private static final int FIRST = 5;
  private static final int PICTURES = STEPS * SmallLine.BATCH;
  private static final String K = "5";

  @TempDir private static Path folder;
  private EmbeddedBroker broker;
  private LocalCluster cluster;
  private Topic images;
  private Path probe;

  @BeforeAll
  void start() throws Exception {
    broker = EmbeddedBroker.start();
    images = Topic.create(broker, "images", 1);
    Topic.create(broker, "dead-letters", 1);
    Topic.create(broker, "snapshots", 1);
    images.send(0, PICTURES, TestPictures::png);
    probe = ProbeFolder.fill(folder.resolve("probe"));
    cluster = LocalCluster.start(line("cluster", Map.of()).settings(), LocalCluster.ANY_PORT);
  }

  @AfterAll
  void close() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void everySnapshotIsEvaluatedAndTheTrainingIsTheSameAsWithout() throws Exception {
    Topic evaluations = Topic.create(broker, "evaluations", 1);
    SmallLine line = line("judged", Map.of("evaluation.share", "1"));
    WatchedProgress progress = new WatchedProgress();
    progress.holdAt(FIRST + 1);
    RunningJob job = line.start(cluster, progress, null);
    progress.await(FIRST + 1);
    SnapshotPointer first = line.newest();
    evaluations.recordsUntil("the evaluations of step " + FIRST, records -> !records.isEmpty());
    progress.release();
    assertThat(job.awaitTermination(SmallLine.PATIENCE)).isTrue();

    SnapshotPointer last = line.newest();
    assertThat(first.step()).isEqualTo(FIRST);
    assertThat(last.step()).isEqualTo(STEPS);
    List<Evaluation> found = read(evaluations);
    for (SnapshotPointer pointer : List.of(first, last)) {
      check(line, pointer, found);
    }
    assertThat(found).hasSize(2 * DirectEvaluation.NAMES.size());
    assertThat(line.store().entry(last).verdict().orElseThrow().reason())
        .as("the rule knows what was found")
        .containsPattern("knn\\.top1 (is|of) [0-9]");

    SmallLine alone = line("alone", Map.of("job.roles", "train"));
    alone.run(cluster);
    assertThat(last.digest()).isEqualTo(alone.newest().digest());
  }

  @Test
  void aTrainingThatFailsAndComesBackIsEvaluatedAllTheSame() throws Exception {
    Topic evaluations = Topic.create(broker, "failing-evaluations", 1);
    Map<String, String> more = new HashMap<>();
    more.put("evaluations.topic", evaluations.name());
    more.put("evaluation.share", "1");
    SmallLine line = line("failing", more);
    WatchedProgress progress = new WatchedProgress();
    progress.failAt(FIRST + 2);

    assertThat(line.start(cluster, progress, null).awaitTermination(SmallLine.PATIENCE)).isTrue();

    assertThat(line.newest().step()).isEqualTo(STEPS);
    check(line, line.newest(), read(evaluations));
  }

  @Test
  void theRoleAloneJudgesByATopicAndLeavesOutWhatIsBroken() throws Exception {
    SmallLine trained = line("trained", Map.of("job.roles", "train"));
    trained.run(cluster);
    Topic labelled = Topic.create(broker, "probe-images", 2);
    assertThat(
            Hsicflow.execute(
                "produce",
                "--data",
                probe.toString(),
                "--topic",
                labelled.name(),
                "-Dkafka.bootstrap.servers=" + broker.bootstrapServers()))
        .isZero();
    labelled.send(0, 1, number -> "no picture".getBytes(StandardCharsets.UTF_8));
    Topic evaluations = Topic.create(broker, "later-evaluations", 1);
    Map<String, String> more = new HashMap<>(SeenMetrics.settings());
    more.put("job.roles", "evaluate");
    more.put("probe.topic", labelled.name());
    more.put("images.format", "avro");
    more.put("snapshot.folder", trained.store().folder());
    more.put("evaluations.topic", evaluations.name());
    more.put("evaluation.drift-images", "0");
    more.put("evaluation.share", "1");
    SmallLine line = line("later", more);
    int figures = DirectEvaluation.NAMES.size() - 2;
    try (LocalCluster other = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(other);
      evaluations.recordsUntil("all figures", records -> records.size() == figures);

      // Without a training in the job there is no end to wait for.
      job.stopWithSavepoint(SmallLine.PATIENCE);
    }
    assertThat(SeenMetrics.value("evaluator.evaluation.refusedImages")).isEqualTo(1L);
    List<Evaluation> found = read(evaluations);
    assertThat(found).hasSize(figures);
    Map<String, Map<String, Double>> expected =
        new HashMap<>(
            DirectEvaluation.of(
                line.store().read(line.newest()), probe, Integer.parseInt(K), PICTURES));
    expected.keySet().removeAll(List.of("drift", "sources"));
    check(line, line.newest(), found, expected);
  }

  private void check(SmallLine line, SnapshotPointer pointer, List<Evaluation> found)
      throws Exception {
    check(
        line,
        pointer,
        found,
        DirectEvaluation.of(line.store().read(pointer), probe, Integer.parseInt(K), PICTURES));
  }

  /** Topic and file say of the snapshot what a direct computation gives. */
  private static void check(
      SmallLine line,
      SnapshotPointer pointer,
      List<Evaluation> found,
      Map<String, Map<String, Double>> expected)
      throws Exception {
    EncoderSnapshot snapshot = line.store().read(pointer);
    Map<String, Map<String, Double>> inTopic = new HashMap<>();
    for (Evaluation evaluation : found) {
      if (evaluation.getSnapshotDigest().toString().equals(pointer.digest())) {
        assertThat(evaluation.getSnapshotStep()).isEqualTo(pointer.step());
        assertThat(evaluation.getImagesSeen()).isEqualTo(snapshot.metadata().images());
        Map<String, Double> metrics = new HashMap<>();
        evaluation.getMetrics().forEach((name, value) -> metrics.put(name.toString(), value));
        inTopic.put(evaluation.getName().toString(), metrics);
      }
    }
    Map<String, Map<String, Double>> beside = new HashMap<>();
    for (SnapshotEvaluation evaluation :
        SnapshotEvaluations.of(line.store().file(pointer)).read()) {
      beside.put(evaluation.name(), evaluation.metrics());
    }
    assertThat(beside).isEqualTo(inTopic);
    assertThat(inTopic.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, metrics) ->
            metrics.forEach(
                (metric, value) ->
                    assertThat(inTopic.get(name).get(metric))
                        .as(name + " " + metric)
                        .isCloseTo(value, within(1e-4))));
  }

  @Test
  void checkpointsCompleteWhileAnEvaluationIsUnderWayAndTheNextRunMakesItAgain() throws Exception {
    Topic held = Topic.create(broker, "held-evaluations", 1);
    Map<String, String> more = new HashMap<>();
    more.put("evaluations.topic", held.name());
    more.put("evaluation.share", "0.00001"); // after its first 5 ms it rests for 8 minutes
    more.put("images.stop", "never");
    WatchedProgress progress = new WatchedProgress();
    RunningJob job = line("held", more).start(cluster, progress, null);
    progress.await(STEPS);

    cluster.triggerCheckpoint(job.id());

    String savepoint = job.stopWithSavepoint(SmallLine.PATIENCE);
    assertThat(held.records()).isEmpty();

    more.put("evaluation.share", "1");
    SmallLine resumed = line("held", more);
    RunningJob again = resumed.start(cluster, new WatchedProgress(), savepoint);
    int figures = DirectEvaluation.NAMES.size();
    held.recordsUntil("all figures", records -> records.size() == figures);
    again.stopWithSavepoint(SmallLine.PATIENCE);
    check(resumed, resumed.newest(), read(held));
  }

  private SmallLine line(String name, Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("job.roles", "train;evaluate");
    all.put("learner.steps", String.valueOf(STEPS));
    if (!more.containsKey("probe.topic")) {
      all.put("probe.folder", probe.toString());
    }
    all.put("evaluation.k", K);
    all.put("evaluation.poll", "50 ms");
    all.putAll(more);
    return new SmallLine(broker, images, folder, name, all);
  }

  private static List<Evaluation> read(Topic topic) throws UnreadableMessageException {
    List<Evaluation> messages = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : topic.records()) {
      messages.add(MessageCodec.EVALUATION.decode(record.value()));
    }
    return messages;
  }
}
