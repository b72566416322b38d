package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.avro.Snapshot;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.UnreadableMessageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images in, some of them broken; snapshots, embeddings and dead letters out. */
class LineITCase {
  private static final int PICTURES = 43;
  private static final List<Integer> BROKEN = List.of(5, 17, 30);
  private static final String REASON = "unknown-format";
  private static final int WIDTH_OUT = 64;

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private Topic images;
  private Topic embeddings;
  private Topic deadLetters;
  private Topic snapshots;
  private Topic evaluations;

  @BeforeEach
  void fillTheBroker() throws Exception {
    broker = EmbeddedBroker.start();
    images = Topic.create(broker, "images", 1);
    embeddings = Topic.create(broker, "embeddings", 1);
    deadLetters = Topic.create(broker, "dead-letters", 1);
    snapshots = Topic.create(broker, "snapshots", 1);
    evaluations = Topic.create(broker, "evaluations", 1);
    images.send(0, PICTURES, LineITCase::valueOf);
  }

  @AfterEach
  void stopTheBroker() {
    broker.close();
  }

  @Test
  void allRolesTogetherTrainAndEmbedAndEvaluateAndSortOutWhatIsBroken() throws Exception {
    Path csv = folder.resolve("metrics.csv");
    Map<String, String> more = new HashMap<>(SeenMetrics.settings());
    more.put("snapshot.every-steps", "2");
    more.put("job.metrics-csv", csv.toString());
    more.put("job.tensorboard", folder.resolve("tensorboard").toString());
    more.put("job.roles", "train;embed;evaluate");
    more.put("probe.folder", ProbeFolder.fill(folder.resolve("probe")).toString());
    more.put("evaluation.poll", "100 ms");
    more.put("evaluation.share", "1");
    SmallLine line = line("all", more);
    run(line);

    assertThat(line.newest().step()).isEqualTo(5);
    assertThat(line.store().fileNames()).hasSize(3);
    assertThat(read(snapshots, MessageCodec.SNAPSHOT))
        .extracting(Snapshot::getStep)
        .containsExactly(2L, 4L, 5L);
    assertThat(Files.readAllLines(csv)).hasSize(6).element(5).asString().startsWith("5,40,");
    // Five steps, and the views of steps 1, 2 and 4.
    assertThat(folder.resolve("tensorboard/training"))
        .isDirectoryContaining(file -> file.toFile().length() > 5 * 250);
    assertThat(folder.resolve("tensorboard/views"))
        .isDirectoryContaining(file -> file.toFile().length() > 3 * 1000);
    checkEmbeddings(line);
    checkDeadLetters(2);
    assertThat(read(evaluations, MessageCodec.EVALUATION))
        .filteredOn(evaluation -> evaluation.getSnapshotStep() == 5)
        .extracting(evaluation -> evaluation.getName().toString())
        .containsExactlyInAnyOrderElementsOf(DirectEvaluation.NAMES);
    assertThat(SeenMetrics.names())
        .containsExactlyElementsOf(
            DocumentedMetrics.rows().stream()
                .map(row -> row.named(REASON, "SOURCE"))
                .sorted()
                .toList());
  }

  @Test
  void eachRoleAloneDoesItsPart() throws Exception {
    SmallLine trainer = line("alone", Map.of("job.roles", "train"));
    run(trainer);
    assertThat(embeddings.records()).isEmpty();
    checkDeadLetters(1);

    run(line("alone", Map.of("job.roles", "embed")));
    List<Embedding> made = checkEmbeddings(trainer);
    SnapshotPointer newest = trainer.newest();
    assertThat(made)
        .allSatisfy(
            embedding -> {
              assertThat(embedding.getSnapshotDigest().toString()).isEqualTo(newest.digest());
              assertThat(embedding.getSnapshotStep()).isEqualTo(newest.step());
            });
    checkDeadLetters(2);
  }

  private static byte[] valueOf(int number) {
    return BROKEN.contains(number)
        ? ("no picture " + number).getBytes(StandardCharsets.UTF_8)
        : TestPictures.png(number);
  }

  private SmallLine line(String name, Map<String, String> more) {
    return new SmallLine(broker, images, folder, name, more);
  }

  private static void run(SmallLine line) throws Exception {
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      line.run(cluster);
    }
  }

  private List<Embedding> checkEmbeddings(SmallLine line) throws Exception {
    List<String> digests = new ArrayList<>();
    for (String file : line.store().fileNames()) {
      digests.add(file.replaceAll(".*-([0-9a-f]{12})\\..*", "$1"));
    }
    List<Embedding> made = read(embeddings, MessageCodec.EMBEDDING);
    assertThat(made)
        .extracting(embedding -> embedding.getId().toString())
        .containsExactlyElementsOf(
            IntStream.range(0, PICTURES)
                .filter(number -> !BROKEN.contains(number))
                .mapToObj(number -> "picture-" + number)
                .toList());
    assertThat(made)
        .allSatisfy(
            embedding -> {
              assertThat(digests)
                  .contains(embedding.getSnapshotDigest().toString().substring(0, 12));
              assertThat(embedding.getVector()).hasSize(WIDTH_OUT).doesNotContainNull();
              assertThat(embedding.getTopic().toString()).isEqualTo(images.name());
            });
    return made;
  }

  /** Every broken record was refused by so many gates, with its bytes. */
  private void checkDeadLetters(int gates) throws Exception {
    assertThat(read(deadLetters, MessageCodec.DEAD_LETTER))
        .hasSize(gates * BROKEN.size())
        .extracting(DeadLetter::getOffset)
        .hasSameElementsAs(BROKEN.stream().map(Integer::longValue).toList());
  }

  private static <T extends SpecificRecordBase> List<T> read(Topic topic, MessageCodec<T> codec)
      throws UnreadableMessageException {
    List<T> messages = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : topic.records()) {
      messages.add(codec.decode(record.value()));
    }
    return messages;
  }
}
