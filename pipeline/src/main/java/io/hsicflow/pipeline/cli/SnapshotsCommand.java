package io.hsicflow.pipeline.cli;

import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.snapshot.EvaluationMetric;
import io.hsicflow.operators.snapshot.Release;
import io.hsicflow.operators.snapshot.ReleaseOptions;
import io.hsicflow.operators.snapshot.SnapshotCard;
import io.hsicflow.operators.snapshot.SnapshotCatalog;
import io.hsicflow.operators.snapshot.SnapshotComparison;
import io.hsicflow.operators.snapshot.SnapshotGate;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotPruning;
import io.hsicflow.operators.snapshot.SnapshotReleases;
import io.hsicflow.operators.snapshot.SnapshotRetention;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.snapshot.SnapshotVerdict;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.job.SnapshotPins;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what lies in the store of snapshots, deletes from it, and releases to embedders. */
@Command(
    name = "snapshots",
    mixinStandardHelpOptions = true,
    description = {
      "Lists, shows, compares, deletes and releases the encoders that a job has written.",
      "The settings say where they lie: snapshot.folder, or 'snapshots' in job.folder. A snapshot is named by its digest, the"
          + " first 12 digits or more, or as newest or released."
    })
final class SnapshotsCommand implements Runnable {
  private static final String SNAPSHOT = "newest|released|DIGEST";

  @Spec private CommandSpec spec;

  SnapshotsCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Say what to do with the snapshots: list, show, compare, prune or release.");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Prints a line for each snapshot, the first published in front: step, digest, size, loss, release.metric,"
              + " verdict, and whether it is the newest, the released or the best one.")
  int list(@Mixin ConfigArguments settings, @Mixin PrintedForm form) {
    Configuration configuration = FlinkSettings.complete(settings.load());
    SnapshotStore store = store(configuration);
    EvaluationMetric metric = EvaluationMetric.of(configuration.get(ReleaseOptions.METRIC));
    SnapshotCatalog catalog = withSentence(() -> SnapshotCatalog.read(store));
    SnapshotTable table = new SnapshotTable(catalog, metric);
    form.print(spec.commandLine().getOut(), table::object, () -> table.text(store.folder()));
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description =
          "Prints the model card of a snapshot: data, settings, steps, images, evaluations, licence, verdict, and how to"
              + " load it in torchvision. --json prints it as one JSON object.")
  int show(
      @Mixin ConfigArguments settings,
      @Parameters(
              paramLabel = SNAPSHOT,
              arity = "0..1",
              defaultValue = SnapshotStore.NEWEST,
              description = "The snapshot (default ${DEFAULT-VALUE}).")
          String name,
      @Mixin PrintedForm form) {
    SnapshotStore store = store(FlinkSettings.complete(settings.load()));
    SnapshotPointer snapshot = find(store, name);
    SnapshotCard card = withSentence(() -> new SnapshotCard(store.entry(snapshot)));
    form.print(spec.commandLine().getOut(), card::object, card::markdown);
    return 0;
  }

  @Command(
      name = "compare",
      mixinStandardHelpOptions = true,
      description =
          "Sets two snapshots side by side: settings that differ, numbers of the training, evaluations, and how far their"
              + " weights are apart.")
  int compare(
      @Mixin ConfigArguments settings,
      @Parameters(index = "0", paramLabel = "A", description = "The one: " + SNAPSHOT + ".")
          String a,
      @Parameters(index = "1", paramLabel = "B", description = "The other: " + SNAPSHOT + ".")
          String b,
      @Mixin PrintedForm form) {
    SnapshotStore store = store(FlinkSettings.complete(settings.load()));
    SnapshotPointer first = find(store, a);
    SnapshotPointer second = find(store, b);
    ComparisonText comparison =
        new ComparisonText(withSentence(() -> SnapshotComparison.of(store, first, second)));
    form.print(spec.commandLine().getOut(), comparison::object, comparison::text);
    return 0;
  }

  @Command(
      name = "prune",
      mixinStandardHelpOptions = true,
      description = {
        "Says which snapshots would be deleted and why, and deletes them with --yes, each with all that lies beside it.",
        "Never goes: what newest and released name, the best by release.metric, and what is pinned: by --pin, by"
            + " snapshot.pinned, by a digest in embed.snapshot, and by learner.initial-weights."
      })
  int prune(
      @Mixin ConfigArguments settings,
      @Option(
              names = "--keep",
              paramLabel = "N",
              description =
                  "Keep the newest N, counted apart for those that were held back (default: snapshot.keep).")
          Integer keep,
      @Option(
              names = "--keep-every-steps",
              paramLabel = "M",
              description =
                  "Keep those of a step divisible by M, too (default: snapshot.keep-every-steps).")
          Long everySteps,
      @Option(
              names = "--pin",
              paramLabel = "DIGEST",
              split = ",",
              description = "Keep this one. May be repeated.")
          List<String> pins,
      @Option(names = "--yes", description = "Delete, and do not only say what would go.")
          boolean yes,
      @Mixin PrintedForm form) {
    Configuration configuration = FlinkSettings.complete(settings.load());
    SnapshotRetention retention = retention(configuration, keep, everySteps, pins);
    SnapshotStore store = store(configuration);
    SnapshotPruning pruning = new SnapshotPruning(store, retention);
    List<SnapshotPruning.Decision> plan = withSentence(pruning::plan);
    List<SnapshotPruning.Decision> deleted = yes ? withSentence(pruning::run) : List.of();
    PruneText text = new PruneText(plan, yes ? Optional.of(deleted) : Optional.empty());
    form.print(spec.commandLine().getOut(), text::object, text::text);
    return 0;
  }

  private SnapshotRetention retention(
      Configuration configuration, Integer keep, Long everySteps, List<String> pins) {
    if (keep != null) {
      configuration.set(SnapshotOptions.KEEP, keep);
    }
    if (everySteps != null) {
      configuration.set(SnapshotOptions.KEEP_EVERY_STEPS, everySteps);
    }
    List<String> pinned = new ArrayList<>(SnapshotPins.of(configuration));
    if (pins != null) {
      pinned.addAll(pins);
    }
    configuration.set(SnapshotOptions.PINNED, pinned);
    SnapshotRetention retention = SnapshotRetention.of(configuration);
    if (!retention.isOn()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "Say how many of the newest snapshots are kept, at least 1: --keep N, or snapshot.keep in the settings.");
    }
    return retention;
  }

  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = {
        "Lets the pointer 'released' name another snapshot, for embedders with embed.snapshot = released.",
        "Without --to the rule of release.* decides: the newest snapshot that passes it is released, and every verdict is"
            + " kept beside its snapshot.",
        "With --to a person decides, also to go back to an earlier one; the rule then leaves the pointer alone until this"
            + " command is run without --to."
      })
  int release(
      @Mixin ConfigArguments settings,
      @Option(
              names = "--to",
              paramLabel = "newest|DIGEST",
              description = "Release this snapshot, whatever the rule says of it.")
          String to,
      @Option(
              names = "--reason",
              paramLabel = "SENTENCE",
              description = "With --to: why, for the list of releases.")
          String reason,
      @Option(
              names = "--force",
              paramLabel = "SENTENCE",
              description =
                  "With --to, in place of --reason: release even a snapshot with numbers that are not finite.")
          String force,
      @Mixin PrintedForm form) {
    if (to == null && (reason != null || force != null) || reason != null && force != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--reason or --force, one of them, goes with --to: without it the rule decides and gives its own reason.");
    }
    Configuration configuration = FlinkSettings.complete(settings.load());
    SnapshotStore store = store(configuration);
    SnapshotGate gate = new SnapshotGate(store, configuration, new SystemClock());
    return to == null
        ? releaseByRule(store, gate, form)
        : releaseByHand(store, gate, to, reason, force, form);
  }

  private int releaseByRule(SnapshotStore store, SnapshotGate gate, PrintedForm form) {
    List<SnapshotGate.Judged> judged = withSentence(gate::releaseByRule);
    if (judged.isEmpty()) {
      throw new UserException(
          "There is no snapshot in "
              + store.folder()
              + " to release: set snapshot.folder or job.folder to where the job keeps them.");
    }
    Optional<Release> now = withSentence(() -> new SnapshotReleases(store).current());
    boolean passed = judged.stream().anyMatch(each -> each.verdict().passed());
    form.print(
        spec.commandLine().getOut(),
        () -> ReleaseText.object(judged, now),
        () -> ReleaseText.text(judged, passed, now));
    return passed ? 0 : Hsicflow.FAILED;
  }

  private int releaseByHand(
      SnapshotStore store,
      SnapshotGate gate,
      String to,
      String reason,
      String force,
      PrintedForm form) {
    SnapshotPointer snapshot = find(store, to);
    String why = force != null ? force : reason != null ? reason : "No reason was given.";
    SnapshotVerdict verdict = withSentence(() -> gate.releaseByHand(snapshot, why, force != null));
    Optional<Release> now = withSentence(() -> new SnapshotReleases(store).current());
    form.print(
        spec.commandLine().getOut(),
        () -> Map.of("released", now.orElseThrow().object(), "rule_would_say", verdict.object()),
        () -> ReleaseText.byHand(now.orElseThrow(), verdict));
    return 0;
  }

  private static SnapshotStore store(Configuration configuration) {
    return new SnapshotStore(configuration.get(SnapshotOptions.FOLDER));
  }

  private static SnapshotPointer find(SnapshotStore store, String name) {
    return withSentence(() -> store.named(name))
        .orElseThrow(
            () ->
                new UserException(
                    "There is no snapshot '"
                        + name
                        + "' in "
                        + store.folder()
                        + ": 'hsicflow snapshots list' prints those that there are; snapshot.folder or job.folder says"
                        + " where the job keeps them."));
  }

  /** Work on the store. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T withSentence(Work<T> work) {
    try {
      return work.run();
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new UserException(e.getMessage(), e);
    }
  }
}
