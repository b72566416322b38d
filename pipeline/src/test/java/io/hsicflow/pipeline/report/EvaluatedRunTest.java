package io.hsicflow.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import io.hsicflow.operators.snapshot.SnapshotEntry;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import io.hsicflow.operators.snapshot.SnapshotEvaluations;
import io.hsicflow.operators.snapshot.SnapshotNotes;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run other than a demo's: its snapshots, with their evaluations beside them. */
class EvaluatedRunTest {
  @TempDir private Path root;
  private SnapshotStore store;

  @BeforeEach
  void publish() throws Exception {
    store = new SnapshotStore(root.resolve("snapshots").toUri().toString());
    publish(10, List.of(evaluation("knn", 0.31)));
    publish(20, List.of(evaluation("knn", 0.42), evaluation("linear", 0.55)));
    publish(30, List.of());
  }

  private static SnapshotEvaluation evaluation(String name, double top1) {
    return new SnapshotEvaluation(name, 1, 500, Map.of("top1", top1));
  }

  private void publish(long step, List<SnapshotEvaluation> evaluations) throws IOException {
    SnapshotMetadata metadata =
        new SnapshotMetadata(
            step,
            64 * step,
            18,
            Stem.CIFAR,
            16,
            32,
            "whole",
            Normalisation.DEFAULT,
            1,
            "{\"learner.backend\":\"onednn\",\"learner.precision\":\"float32\",\"learner.batch\":64}",
            "pictures of <screws>");
    EncoderSnapshot snapshot =
        new EncoderSnapshot(
            Map.of("bn1.weight", new FloatTensor(new int[] {1}, new float[] {step})), metadata);
    SnapshotPointer pointer =
        SnapshotPointer.to(
            store.publish(snapshot, new SnapshotNotes(Map.of(), "", step)).snapshot());
    if (!evaluations.isEmpty()) {
      SnapshotEvaluations.of(store.file(pointer)).put(evaluations);
    }
  }

  @Test
  void accuraciesComeFromTheEvaluationsBesideTheSnapshots() throws Exception {
    assertThat(accuracies())
        .containsExactly(new Accuracy(640, 0.31, Double.NaN), new Accuracy(1280, 0.42, 0.55));
  }

  private List<Accuracy> accuracies() throws IOException {
    RunFolder run = RunFolder.of(root);
    return run.accuracies(run.snapshotEntries());
  }

  @Test
  void accuraciesAreThoseOfTheSnapshotsThatWereReadThoughTheRunGoesOn() throws Exception {
    RunFolder run = RunFolder.of(root);
    List<SnapshotEntry> read = run.snapshotEntries();
    List<Accuracy> then = run.accuracies(read);

    publish(40, List.of(evaluation("knn", 0.61)));

    assertThat(run.accuracies(read)).isEqualTo(then);
    assertThat(accuracies()).hasSize(3).endsWith(new Accuracy(2560, 0.61, Double.NaN));
  }

  @Test
  void theReportSaysWhatWasTrainedWhetherItLearnsAndWhatComputed() throws Exception {
    String said =
        Xml.parse(new Report(RunFolder.of(root)).text()).getDocumentElement().getTextContent();

    assertThat(said)
        .contains("A ResNet-18 of width 16 (input 32 x 32 pixels)", "on: pictures of <screws>.")
        .contains("right for 31.0 % of the query after 640 images and for 42.0 % after 1,280")
        .contains("linear classifier", "nearest neighbours", "no floors")
        .contains("learner.backend", "onednn", "learner.precision", "float32");
  }

  @Test
  void theReportShowsWhatTheStreamDidWhereThatWasEvaluated() throws Exception {
    assertThat(new Report(RunFolder.of(root)).text()).doesNotContain("Novelty", "from the probe");
    publish(
        40,
        List.of(
            new SnapshotEvaluation("drift", 1, 50, Map.of("value", 0.125)),
            new SnapshotEvaluation("window-drift", 1, 50, Map.of("value", 0.25, "noise", 0.01)),
            new SnapshotEvaluation("novelty", 1, 50, Map.of("value", 0.5, "before", 0.25)),
            new SnapshotEvaluation(
                "sources",
                1,
                50,
                Map.of("belt_3.images", 40.0, "belt_3.share", 0.8, "belt_3.ageSeconds", 7.0))));

    assertThat(
            Xml.parse(new Report(RunFolder.of(root)).text()).getDocumentElement().getTextContent())
        .contains("Stream", "from the probe", "once in twenty", "Novelty")
        .containsPattern("belt_3\\s*40\\s*80\\.0 %\\s*7");
  }

  @Test
  void aDamagedFileBesideASnapshotIsToldAndHidesOnlyWhatItHeld() throws Exception {
    List<Path> files = new ArrayList<>();
    try (var all = Files.list(root.resolve("snapshots"))) {
      all.filter(file -> file.toString().contains("step-10-")).forEach(files::add);
    }
    for (Path file : files) {
      if (file.toString().endsWith(".evaluations.json")) {
        Files.writeString(file, "[");
      }
    }

    assertThat(accuracies()).containsExactly(new Accuracy(1280, 0.42, 0.55));
    assertThat(new Report(RunFolder.of(root)).text()).contains(".evaluations.json is damaged");
  }

  @Test
  void manyDamagedFilesAreCountedAndFoldedUp() throws Exception {
    try (var all = Files.list(root.resolve("snapshots"))) {
      for (Path file :
          all.filter(each -> each.toString().matches(".*-[0-9a-f]{12}\\.json")).toList()) {
        Files.writeString(file, "[");
      }
    }

    assertThat(new Report(RunFolder.of(root)).text())
        .contains("<details><summary>3 files beside snapshots cannot be read");
  }
}
