package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import io.hsicflow.operators.snapshot.SnapshotEvaluations;
import io.hsicflow.operators.snapshot.SnapshotNotes;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SnapshotsCommandTest {
  @TempDir private Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private SnapshotStore store;
  private SnapshotPointer first;
  private SnapshotPointer second;
  private SnapshotPointer third;

  @BeforeEach
  void publish() throws Exception {
    store = new SnapshotStore(folder.resolve("snapshots").toString());
    first = publish(1, 0.8);
    second = publish(2, 0.79);
    third = publish(3, 0.2);
  }

  private SnapshotPointer publish(long step, double accuracy) throws IOException {
    SnapshotNotes notes =
        new SnapshotNotes(Map.of("loss", -step / 4.0, "embeddingStd", 0.9), "MIT", step * 1000);
    SnapshotPointer snapshot =
        SnapshotPointer.to(store.publish(snapshot(step, step, step / 10.0), notes).snapshot());
    SnapshotEvaluations.of(store.file(snapshot))
        .put(List.of(new SnapshotEvaluation("knn", 1, 500, Map.of("top1", accuracy))));
    return snapshot;
  }

  @Test
  void theListHasALineForEachSnapshotAndMarksNewestReleasedAndBest() throws Exception {
    store.hold(snapshot(4, Float.NaN, 0.4), Map.of());
    store.point(SnapshotStore.RELEASED, store.read(second));

    assertThat(run("list")).isZero();

    assertThat(out.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("step", "digest", "knn.top1", "verdict"),
            line -> assertThat(line).contains("4", "held back, not finite"),
            line -> assertThat(line).contains(first.digest().substring(0, 12), "0.8000", "best"),
            line -> assertThat(line).contains("0.7900").endsWith("released"),
            line -> assertThat(line).contains("0.2000").endsWith("newest"),
            line -> assertThat(line).startsWith("4 snapshots in "));
  }

  @Test
  void theListIsOneObjectForPrograms() throws Exception {
    assertThat(run("list", "--json")).isZero();

    Map<String, Object> object = JsonReader.parseObject(out.toString());
    assertThat((List<?>) object.get("snapshots"))
        .satisfiesExactly(
            one ->
                assertThat(one.toString())
                    .contains("step=1", "digest=" + first.digest(), "best=true", "newest=false"),
            one -> assertThat(one.toString()).contains("step=2", "held=false", "finite=true"),
            one -> assertThat(one.toString()).contains("step=3", "newest=true", "top1=0.2"));
    assertThat(object).containsEntry("problems", List.of());
  }

  @Test
  void anEmptyFolderListsNothingAndSaysWhereItLooked() {
    assertThat(run("list", "-Dsnapshot.folder=" + folder.resolve("none"))).isZero();
    assertThat(out.toString()).startsWith("0 snapshots in ").contains("none");

    assertThat(run("show", "-Dsnapshot.folder=" + folder.resolve("none")))
        .isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString())
        .contains("There is no snapshot 'newest' in")
        .contains("snapshot.folder or job.folder");
    assertThat(run("release", "-Dsnapshot.folder=" + folder.resolve("none")))
        .isEqualTo(Hsicflow.FAILED);
  }

  @Test
  void damagedFilesAreToldAndTheRestIsListed() throws Exception {
    Files.writeString(beside(first, ".evaluations.json"), "[");
    Files.writeString(beside(second, ".json"), "{}");
    Files.writeString(folder.resolve("snapshots/released"), "x");
    Files.writeString(folder.resolve("snapshots/notes.txt"), "mine");

    assertThat(run("list")).isZero();

    assertThat(out.toString())
        .contains("3 snapshots in")
        .contains(".evaluations.json is damaged")
        .contains("It has no fitting 'step'")
        .contains("released is no JSON object")
        .doesNotContain("notes.txt");
  }

  @Test
  void showPrintsTheModelCard() throws Exception {
    assertThat(run("show")).isZero();
    assertThat(out.toString())
        .contains("# Encoder of step 3")
        .contains("| licence | MIT |")
        .contains("| knn | top1 | 0.2 |")
        .contains("model.load_state_dict");

    assertThat(run("show", first.digest().substring(0, 12), "--json")).isZero();
    assertThat(JsonReader.parseObject(out.toString()))
        .containsEntry("step", 1L)
        .containsEntry("digest", first.digest());

    assertThat(run("show", "../../etc")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("'../../etc' is no digest");
  }

  @Test
  void compareSetsTwoSideBySide() {
    assertThat(run("compare", first.digest(), "newest")).isZero();
    assertThat(out.toString())
        .contains("A  " + first.file())
        .contains("B  " + third.file())
        .containsPattern("learner.peak-rate +0.1 +0.3")
        .containsPattern("loss +-0.25\\d* +-0.75\\d* +-0.5")
        .containsPattern("knn.top1 +0.8\\d* +0.2\\d* +-0.6")
        .contains("Results of both: B has more in 0, less in 1, as much in 0.")
        .containsPattern("all weights +2 ");

    assertThat(run("compare", first.digest(), "newest", "--json")).isZero();
    assertThat(JsonReader.parseObject(out.toString()))
        .containsEntry("a", first.file())
        .containsEntry(
            "settings_that_differ", Map.of("learner.peak-rate", Map.of("a", 0.1, "b", 0.3)));
  }

  @Test
  void whoSentTheStreamsImagesIsComparedAndIsNoResultOfASnapshot() throws Exception {
    for (SnapshotPointer snapshot : List.of(first, third)) {
      double images = snapshot == first ? 2 : 7;
      SnapshotEvaluations.of(store.file(snapshot))
          .put(List.of(new SnapshotEvaluation("sources", 1, 9, Map.of("belt.images", images))));
    }
    assertThat(run("compare", first.digest(), "newest")).isZero();
    assertThat(out.toString())
        .containsPattern("sources.belt.images +2\\S* +7")
        .contains("Results of both: B has more in 0, less in 1, as much in 0.");
  }

  @Test
  void pruneSaysWhatWouldGoAndDeletesWithYesAlone() throws Exception {
    assertThat(run("prune", "--keep", "1")).isZero();
    assertThat(out.toString())
        .containsPattern("stays +1 .*best knn.top1")
        .containsPattern("goes +2 .*not among the newest 1")
        .containsPattern("stays +3 .*newest")
        .contains("1 snapshots would be deleted")
        .contains("--yes");
    assertThat(store.fileNames()).hasSize(3);

    assertThat(run("prune", "--keep", "1", "--yes")).isZero();
    assertThat(out.toString()).containsPattern("deleted +2 ").contains("1 snapshots were deleted");
    assertThat(store.fileNames()).containsExactlyInAnyOrder(first.file(), third.file());
  }

  @Test
  void pruneKeepsWhatIsPinnedOnTheCommandLineOrInTheSettings() {
    assertThat(run("prune", "--keep", "1", "--pin", second.digest().substring(0, 12))).isZero();
    assertThat(out.toString()).containsPattern("stays +2 .*pinned");
    assertThat(run("prune", "--keep", "1", "-Dembed.snapshot=" + second.digest())).isZero();
    assertThat(out.toString()).containsPattern("stays +2 .*pinned");
    assertThat(run("prune", "--keep", "1", "-Dlearner.initial-weights=" + path(second))).isZero();
    assertThat(out.toString()).containsPattern("stays +2 .*pinned");
    assertThat(run("prune", "--keep", "1", "--keep-every-steps", "2")).isZero();
    assertThat(out.toString()).containsPattern("stays +2 .*divisible by 2");
    assertThat(run("prune", "-Dsnapshot.keep=2", "--json")).isZero();
    assertThat(JsonReader.parseObject(out.toString())).containsEntry("dry_run", true);
  }

  @Test
  void pruneNeedsToKnowHowManyStay() {
    assertThat(run("prune", "--yes")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--keep N");
    assertThat(run("prune", "--keep", "1", "--pin", "x")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("'x' in snapshot.pinned is no digest");
  }

  @Test
  void releaseLetsTheRuleDecideAndSaysWhy() throws Exception {
    assertThat(run("release")).isZero();

    assertThat(out.toString())
        .contains(third.file() + "  refused: Its knn.top1 of 0.2000 is below the best, 0.8000")
        .contains(second.file() + "  passed: ")
        .contains("Released: " + second.file());
    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(second);
    assertThat(Files.readString(beside(third, ".verdict.json"))).contains("refused");
  }

  @Test
  void aReleaseByHandIsKeptWithItsReasonAndCanBeUndone() throws Exception {
    assertThat(run("release", "--to", "newest", "--reason", "It looks better.")).isZero();
    assertThat(out.toString())
        .contains("Released: " + third.file() + ", by hand: It looks better.")
        .contains("The rule would not have: Its knn.top1");

    assertThat(run("release", "--to", first.digest(), "--json")).isZero();
    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(first);
    assertThat(Files.readString(folder.resolve("snapshots/releases.json")))
        .contains("It looks better.")
        .contains("No reason was given.");
  }

  @Test
  void oneThatIsNotFiniteIsReleasedByForceAlone() throws Exception {
    SnapshotPointer broken =
        SnapshotPointer.to(store.hold(snapshot(4, Float.NaN, 0.4), Map.of()).snapshot());

    assertThat(run("release", "--to", broken.digest(), "--reason", "Why not."))
        .isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("not finite").contains("--force");
    assertThat(store.pointer(SnapshotStore.RELEASED)).isEmpty();

    assertThat(run("release", "--to", broken.digest(), "--force", "A drill.")).isZero();
    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(broken);
  }

  @Test
  void whereNothingPassesTheCommandFailsAndNothingChanges() throws Exception {
    assertThat(run("release", "-Drelease.embedding-std=0.95")).isEqualTo(Hsicflow.FAILED);

    assertThat(out.toString()).contains("None passes the rule; released stays what it was: none.");
    assertThat(store.pointer(SnapshotStore.RELEASED)).isEmpty();
  }

  @Test
  void wrongUsageIsSaidToBe() {
    assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("list, show, compare, prune or release");
    assertThat(run("release", "--reason", "x")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run("release", "--to", "newest", "--reason", "x", "--force", "y"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run("release", "--to", "ffffffffffff")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("There is no snapshot 'ffffffffffff'");
    assertThat(run("release", "-Drelease.metric=accuracy")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("'accuracy' is no metric");
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("snapshots"));
    all.addAll(List.of(arguments));
    if (arguments.length > 0) {
      all.add(2, "-Djob.folder=" + folder);
    }
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private Path path(SnapshotPointer snapshot) {
    return folder.resolve("snapshots").resolve(snapshot.file());
  }

  private Path beside(SnapshotPointer snapshot, String suffix) {
    return folder.resolve("snapshots").resolve(snapshot.file().replace(".safetensors", suffix));
  }

  private static EncoderSnapshot snapshot(long step, float value, double rate) {
    return new EncoderSnapshot(
        Map.of("bn1.weight", new FloatTensor(new int[] {2}, new float[] {value, 0.5f})),
        new SnapshotMetadata(
            step,
            step * 4,
            18,
            Stem.CIFAR,
            2,
            8,
            "whole",
            Normalisation.DEFAULT,
            1,
            "{\"learner.peak-rate\":" + rate + "}",
            "belt"));
  }
}
