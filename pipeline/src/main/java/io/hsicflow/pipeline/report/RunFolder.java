package io.hsicflow.pipeline.report;

import io.hsicflow.operators.evaluator.Figures;
import io.hsicflow.operators.snapshot.EvaluationMetric;
import io.hsicflow.operators.snapshot.SnapshotCatalog;
import io.hsicflow.operators.snapshot.SnapshotEntry;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run left, each part where it is there.
 *
 * @param root the folder: a demo's, or any with some of these files
 * @param progress what {@code job.metrics-csv} names; in a demo's folder {@code progress.csv}
 * @param snapshots what {@code snapshot.folder} names; in a demo's folder {@code snapshots}
 */
public record RunFolder(Path root, Path progress, Path snapshots) {
  /** The folder of a demo, or of a run whose files have the same names. */
  public static RunFolder of(Path root) {
    return new RunFolder(root, root.resolve("progress.csv"), root.resolve("snapshots"));
  }

  /**
   * Refuses a folder of which there is nothing to report.
   *
   * @throws UserException with what would be
   */
  public void requireSomething() {
    if (!Files.isDirectory(root)) {
      throw new UserException("There is no folder " + root + "; give the folder of a run.");
    }
    if (!Files.isRegularFile(progress) && !Files.isDirectory(snapshots)) {
      throw new UserException(
          "There is neither "
              + progress
              + " nor "
              + snapshots
              + "; give the folder of a demo, or name them: --metrics is the file that"
              + " job.metrics-csv named, --snapshots the folder of snapshot.folder.");
    }
  }

  /** The training steps, if there are any; of several lines with one step the last counts. */
  Optional<Steps> steps() throws IOException {
    return Files.isRegularFile(progress)
        ? Optional.of(Steps.of(Csv.read(progress))).filter(some -> some.count() > 0)
        : Optional.empty();
  }

  /** A table of the run's folder. */
  Optional<Csv> table(String name) throws IOException {
    Path file = root.resolve(name);
    return Files.isRegularFile(file) ? Optional.of(Csv.read(file)) : Optional.empty();
  }

  /** A file of the run's folder. */
  Optional<byte[]> bytes(String name) throws IOException {
    Path file = root.resolve(name);
    return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  /** The last line that is not empty of a demo's table: whether it reached its mark, and why. */
  Optional<String> verdict() throws IOException {
    Path file = root.resolve("table.txt");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Files.readString(file)
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second);
  }

  /** Where a demo keeps its settings. */
  public Path settingsFile() {
    return root.resolve("settings.yaml");
  }

  /** The settings. */
  RunSettings settings() {
    return RunSettings.of(settingsFile());
  }

  /** The snapshots, the one published first in front. */
  List<SnapshotEntry> snapshotEntries() throws IOException {
    return Files.isDirectory(snapshots)
        ? SnapshotCatalog.read(new SnapshotStore(snapshots.toUri().toString())).entries()
        : List.of();
  }

  /** Accuracy over images: by the evaluations beside these snapshots, else by a demo's curve. */
  List<Accuracy> accuracies(List<SnapshotEntry> snapshots) throws IOException {
    EvaluationMetric knn = new EvaluationMetric(Figures.KNN, Figures.TOP1);
    EvaluationMetric linear = new EvaluationMetric(Figures.LINEAR, Figures.TOP1);
    List<Accuracy> accuracies = new ArrayList<>();
    for (SnapshotEntry entry : snapshots) {
      double byKnn = knn.valueIn(entry.evaluations()).orElse(Double.NaN);
      double byLinear = linear.valueIn(entry.evaluations()).orElse(Double.NaN);
      if (entry.description().isPresent() && !(Double.isNaN(byKnn) && Double.isNaN(byLinear))) {
        accuracies.add(
            new Accuracy(entry.description().get().metadata().images(), byKnn, byLinear));
      }
    }
    Optional<Csv> curve = table("curve.csv");
    if (accuracies.isEmpty() && curve.isPresent()) {
      for (int row = 0; row < curve.get().rows(); row++) {
        accuracies.add(
            new Accuracy(
                curve.get().number(row, "images"),
                curve.get().number(row, "knn5"),
                curve.get().number(row, "linear")));
      }
    }
    return accuracies;
  }
}
