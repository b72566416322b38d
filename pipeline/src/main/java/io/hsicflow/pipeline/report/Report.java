package io.hsicflow.pipeline.report;

import io.hsicflow.model.snapshot.SnapshotMetadata;
import io.hsicflow.operators.snapshot.SnapshotDescription;
import io.hsicflow.operators.snapshot.SnapshotEntry;
import io.hsicflow.pipeline.OutFile;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what became of a run, as one HTML file that opens without a network. */
public final class Report {
  /** Its name in the run's folder. */
  public static final String FILE = "report.html";

  /** Neighbours of some queries, a line for each picture, the picture as PNG in base 64. */
  public static final String GALLERY = "gallery.csv";

  /** Places of embeddings in their principal plane. */
  public static final String MAP = "map.csv";

  /** The sheet of {@code ./hsicflow views}. */
  public static final String VIEWS = "views.png";

  private static final int MOST_PROBLEMS = 2;

  private final RunFolder run;
  private final Pictures shown;

  /** A report of what is in a folder now, and of nothing else. */
  public Report(RunFolder run) throws IOException {
    this(run, Pictures.of(run));
  }

  /** A report of what is in a folder now, with these pictures. */
  public Report(RunFolder run, Pictures shown) {
    this.run = run;
    this.shown = shown;
  }

  /**
   * Writes it; one that is there is replaced.
   *
   * @throws UserException where there is nothing to report, or no place for the file
   * @throws IOException with a sentence where a file of the run is damaged
   */
  public void write(Path file) throws IOException {
    run.requireSomething();
    OutFile.requirePlace("--out", file);
    Files.writeString(file, text());
  }

  /**
   * The page. Steps, snapshots and settings are read once: a run that is under way goes on
   * meanwhile.
   */
  String text() throws IOException {
    Optional<Steps> steps = run.steps();
    List<SnapshotEntry> snapshots = run.snapshotEntries();
    RunSettings settings = run.settings();
    Optional<SnapshotMetadata> last =
        snapshots.stream()
            .flatMap(entry -> entry.description().stream())
            .map(SnapshotDescription::metadata)
            .reduce((first, second) -> second);
    AccuracySection accuracy =
        new AccuracySection(run.accuracies(snapshots), run.table("table.csv"));
    ReportPage page =
        new ReportPage("hsicflow: " + run.root().toAbsolutePath().normalize().getFileName());
    page.add(ReportPage.sentence(summary(steps, last)));
    page.add(answer(Trouble.of(steps, snapshots, settings.values()), accuracy));
    List<Html> accuracies = new ArrayList<>(accuracy.html());
    accuracies.addAll(problems(snapshots));
    page.section("Accuracy", accuracies);
    List<Html> stream = new StreamSection(snapshots).html();
    if (!stream.isEmpty()) {
      page.section("Stream", stream);
    }
    PictureSections pictures = new PictureSections(shown);
    page.section("Nearest neighbours", pictures.gallery());
    page.section("Map of embeddings", pictures.map());
    if (steps.isPresent()) {
      TrainingSection training = new TrainingSection(steps.get());
      page.section("Training", training.curves());
      page.section("Throughput and waits", training.speed());
    } else {
      page.section(
          "Training",
          List.of(
              ReportPage.sentence(
                  "This run kept no numbers of its steps; job.metrics-csv names a file for them.")));
    }
    page.section("Views", pictures.views());
    page.section("Refused images", refused(steps));
    page.section("Versions and machine", machine(last));
    page.section("Settings", settings(settings, last));
    return page.text();
  }

  /** What went wrong stands in front; in a demo's verdict it already does. */
  private Html answer(Trouble trouble, AccuracySection accuracy) throws IOException {
    Optional<String> verdict = run.verdict();
    String said =
        verdict.isPresent()
            ? verdict.get()
            : Stream.of(trouble.sentence(), accuracy.answer())
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    return Html.of("p", Html.of("strong", "Is it learning? "), Html.text(said))
        .with("class", trouble.spoiled() ? "answer spoiled" : "answer");
  }

  /** Many are folded up: a folder of another version's snapshots has one for each. */
  private static List<Html> problems(List<SnapshotEntry> snapshots) {
    List<Html> sentences =
        snapshots.stream()
            .flatMap(entry -> entry.problems().stream())
            .map(ReportPage::sentence)
            .toList();
    return sentences.size() <= MOST_PROBLEMS
        ? sentences
        : List.of(
            Html.of(
                    "details",
                    Html.of(
                        "summary",
                        sentences.size() + " files beside snapshots cannot be read or are missing"))
                .add(sentences));
  }

  private static String summary(Optional<Steps> steps, Optional<SnapshotMetadata> last)
      throws IOException {
    String what =
        last.map(
                known ->
                    "A ResNet-%d of width %d (input %d x %d pixels) was trained by SSL-HSIC, without labels, on: %s."
                        .formatted(
                            known.depth(),
                            known.width(),
                            known.inputSize(),
                            known.inputSize(),
                            known.data().isBlank() ? "images that nobody described" : known.data()))
            .orElse("This run has left no snapshot that says what was trained.");
    return steps.isPresent() ? what + " It saw " + steps.get().sentence() + "." : what;
  }

  private List<Html> refused(Optional<Steps> steps) throws IOException {
    List<Html> pieces = new ArrayList<>();
    Optional<Csv> rejects = run.table("rejects.csv");
    if (rejects.isEmpty()) {
      pieces.add(
          ReportPage.sentence(
              "This folder does not say what the gate refused; './hsicflow dead-letters list' does, while the topic is"
                  + " there."));
    } else if (rejects.get().rows() == 0) {
      pieces.add(ReportPage.sentence("The gate refused no image."));
    } else {
      Map<String, String> counts = new LinkedHashMap<>();
      for (int row = 0; row < rejects.get().rows(); row++) {
        counts.put(rejects.get().text(row, "reason"), rejects.get().text(row, "count"));
      }
      pieces.add(Table.ofPairs("reason", "images refused by the gate", counts));
    }
    if (steps.isPresent()) {
      pieces.add(
          ReportPage.sentence(
              "Steps left out because they were not finite: %s. Rollbacks: %s."
                  .formatted(count(steps.get(), "skippedSteps"), count(steps.get(), "rollbacks"))));
    }
    return pieces;
  }

  private static String count(Steps steps, String column) throws IOException {
    double last = steps.last(column);
    return Double.isNaN(last) ? "not told" : "%.0f".formatted(last);
  }

  private List<Html> machine(Optional<SnapshotMetadata> last) throws IOException {
    List<Html> pieces = new ArrayList<>();
    Map<String, String> trained = new LinkedHashMap<>();
    Optional<Csv> machine = run.table("machine.csv");
    for (int row = 0; machine.isPresent() && row < machine.get().rows(); row++) {
      trained.put(machine.get().text(row, "name"), machine.get().text(row, "value"));
    }
    last.ifPresent(known -> trained.putAll(LearnerText.computedBy(known)));
    pieces.add(
        trained.isEmpty()
            ? ReportPage.sentence("This folder does not say where and by what it was trained.")
            : Table.ofPairs("trained", "with", trained));
    Map<String, String> versions = Versions.all();
    pieces.add(
        ReportPage.note(
            "This report was written by hsicflow %s, Flink %s, Java %s."
                .formatted(versions.get("hsicflow"), versions.get("Flink"), versions.get("Java"))));
    return pieces;
  }

  private static List<Html> settings(RunSettings settings, Optional<SnapshotMetadata> last) {
    List<Html> pieces = new ArrayList<>();
    Map<String, String> shown = settings.shown();
    if (!settings.obstacle().isEmpty()) {
      pieces.add(ReportPage.sentence("The settings cannot be shown. " + settings.obstacle()));
    } else if (shown.isEmpty()) {
      pieces.add(ReportPage.sentence("There is no settings.yaml in this folder."));
    } else {
      pieces.add(folded("%d settings of the job".formatted(shown.size()), shown));
    }
    last.ifPresent(
        known ->
            pieces.add(
                folded(
                    "What the newest snapshot says of its learner", LearnerText.settings(known))));
    return pieces;
  }

  private static Html folded(String title, Map<String, String> pairs) {
    return Html.of("details", Html.of("summary", title), Table.ofPairs("key", "value", pairs));
  }
}
