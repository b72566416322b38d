package io.hsicflow.tests.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.job.SequenceCsv;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Savepoints of the whole job as earlier versions wrote them, kept under {@code resources/state},
 * are resumed to the end of the input: no operator's uid, record or serializer has changed under
 * them. That of a new version is written, once, with the next number in place of N, by
 *
 * <pre>
 * ./mvnw -pl tests -am test -Dtest=LineStateVersionsITCase -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dhsicflow.write-line-state=$PWD/tests/src/test/resources/state/line-N
 * </pre>
 */
class LineStateVersionsITCase {
  private static final String WRITE = "hsicflow.write-line-state";
  private static final int PARTITIONS = 2;

  /** Dealt out in turn, so that number / PARTITIONS is a picture's offset. */
  private static final int PICTURES = 21;

  private static final int BROKEN = 8;

  /**
   * Read before the savepoint. The first four are trained on, the fifth is in the trainer's state,
   * and the last three are in the sequencer's, where they wait for number 5.
   */
  private static final Set<Integer> READ = Set.of(0, 1, 2, 3, 4, 6, BROKEN, 10);

  private static final int TAKEN = 5;
  private static final Duration LOOK = Duration.ofMillis(100);

  /** As small as a learner gets, and the same tasks on every machine. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("job.augmenter-tasks", "2"),
          Map.entry("sequence.order", "rotation"),
          Map.entry("images.stop", "offsets"),
          Map.entry("images.stop-offsets", "images:0:11;images:1:10"),
          Map.entry("learner.width", "1"),
          Map.entry("learner.size", "8"),
          Map.entry("learner.hidden", "8"),
          Map.entry("learner.output", "4"),
          Map.entry("learner.batch", "4"),
          Map.entry("loss.frequencies", "16"),
          Map.entry("loss.scale-rows", "16"),
          Map.entry("snapshot.every-steps", "1"));

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private Topic images;
  private Topic embeddings;
  private Topic deadLetters;

  @BeforeEach
  void startTheBroker() {
    broker = EmbeddedBroker.start();
    images = Topic.create(broker, "images", PARTITIONS);
    embeddings = Topic.create(broker, "embeddings", 1);
    deadLetters = Topic.create(broker, "dead-letters", 1);
    Topic.create(broker, "snapshots", 1);
  }

  @AfterEach
  void stopTheBroker() {
    broker.close();
  }

  @ParameterizedTest
  @CsvSource({
    "line-1, hashmap",
    "line-2, hashmap",
    "line-3, hashmap",
    "line-4, hashmap",
    "line-4, rocksdb"
  })
  void aSavepointOfAnEarlierVersionIsResumedToTheEndOfTheInput(String version, String backend)
      throws Exception {
    // What was read is not there any more: whoever reads it again gets dead letters.
    images.send(0, PICTURES, number -> READ.contains(number) ? none(number) : valueOf(number));
    Path sequence = folder.resolve("sequence.csv");
    SmallLine line =
        line(Map.of("job.sequence-csv", sequence.toString(), "state.backend.type", backend));
    WatchedProgress progress = new WatchedProgress();
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, progress, kept(version).toString());

      assertThat(job.awaitTermination(SmallLine.PATIENCE)).isTrue();
    }
    assertThat(progress.steps()).containsExactly(2L, 3L, 4L, 5L);
    assertThat(line.newest().step()).isEqualTo(5);
    assertThat(Files.readAllLines(sequence)).containsExactlyElementsOf(placesAfterTheSavepoint());
    assertThat(embeddings.records().stream().map(record -> new String(record.key(), UTF_8)))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, PICTURES)
                .filter(number -> !READ.contains(number))
                .mapToObj(number -> "picture-" + number)
                .toList());
    assertThat(deadLetters.records()).isEmpty();
  }

  @Test
  @EnabledIfSystemProperty(named = WRITE, matches = ".+")
  void theStateOfThisVersionIsWritten() throws Exception {
    for (int number : READ.stream().sorted().toList()) {
      images.send(number, number + 1, LineStateVersionsITCase::valueOf);
    }
    Map<String, String> more = new HashMap<>(SeenMetrics.settings());
    // Small files would be in the metadata, with the paths they might have had on this machine.
    more.put(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD.key(), "0 b");
    SmallLine line = line(more);
    WatchedProgress progress = new WatchedProgress();
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      RunningJob job = line.start(cluster, progress, null);
      progress.await(1);
      // What a gate has let in is before the savepoint's barrier, and so in the state behind it.
      awaitAllLetIn("train_gate_split.gate.accepted");
      awaitAllLetIn("embed_gate_split.gate.accepted");
      String savepoint = job.stopWithSavepoint(SmallLine.PATIENCE);

      copy(Path.of(URI.create(savepoint)), Path.of(System.getProperty(WRITE)));
    }
    assertThat(progress.steps()).containsExactly(1L);
  }

  /** Every picture that has no place yet, in the turn of the partitions. */
  private static List<String> placesAfterTheSavepoint() {
    List<String> lines = new ArrayList<>(List.of(SequenceCsv.HEADER));
    int place = TAKEN;
    for (int number = TAKEN; number < PICTURES; number++) {
      if (number != BROKEN) {
        lines.add(place++ + ",images," + number % PARTITIONS + "," + number / PARTITIONS);
      }
    }
    return lines;
  }

  private static byte[] valueOf(int number) {
    return number == BROKEN ? none(number) : TestPictures.png(number);
  }

  private static byte[] none(int number) {
    return ("no picture " + number).getBytes(UTF_8);
  }

  private static void awaitAllLetIn(String accepted) {
    long deadline = System.nanoTime() + SmallLine.PATIENCE.toNanos();
    while (SeenMetrics.count(accepted) < READ.size() - 1) {
      assertThat(System.nanoTime()).as("%s does not get there", accepted).isLessThan(deadline);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private SmallLine line(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(SETTINGS);
    all.putAll(more);
    return new SmallLine(broker, images, folder, "line", all);
  }

  /** A copy in a folder that the version that wrote it knew nothing of. */
  private Path kept(String version) throws Exception {
    Path metadata =
        Path.of(
            LineStateVersionsITCase.class.getResource("/state/" + version + "/_metadata").toURI());
    return copy(metadata.getParent(), folder.resolve(version));
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }
}
