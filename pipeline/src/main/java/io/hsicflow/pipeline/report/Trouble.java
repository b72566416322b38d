package io.hsicflow.pipeline.report;

import io.hsicflow.operators.snapshot.SnapshotEntry;
import io.hsicflow.operators.snapshot.SnapshotVerdict;
import io.hsicflow.operators.trainer.GuardOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What went wrong while a run learned, by its steps and by the verdicts beside its snapshots. The
 * demo's last words and the report's first ones are this, so that they never differ.
 *
 * @param findings sentences, what weighs most in front; none where nothing is known to be wrong
 * @param spoiled whether learning itself went wrong, so that training for longer does not help
 */
public record Trouble(List<String> findings, boolean spoiled) {

  /** What helps where a run is spoiled. */
  public static final String WAY_OUT =
      "Training for longer does not help: train again with a lower rate (learner.peak-rate or learner.base-rate) or a"
          + " longer warm-up (learner.warmup-steps).";

  /** The share of the steps that may be no finite numbers in a run whose end is finite. */
  private static final double MOST_NOT_FINITE = 0.01;

  /** Copies the list. */
  public Trouble {
    findings = List.copyOf(findings);
  }

  /** Of a run of which nothing bad is known. */
  public static Trouble none() {
    return new Trouble(List.of(), false);
  }

  /**
   * Looks for it in what a run left until now.
   *
   * @throws IOException with a sentence where a file of the run is damaged
   */
  public static Trouble of(RunFolder run) throws IOException {
    return of(run.steps(), run.snapshotEntries(), run.settings().values());
  }

  /**
   * Looks for it in what was read.
   *
   * @param settings of the job, whose guard says what a collapse is
   */
  static Trouble of(Optional<Steps> steps, List<SnapshotEntry> snapshots, ReadableConfig settings)
      throws IOException {
    List<String> findings = new ArrayList<>();
    refused(snapshots).ifPresent(findings::add);
    boolean spoiled = isSpoiled(snapshots);
    if (steps.isPresent()) {
      boolean judged = snapshots.stream().anyMatch(entry -> entry.verdict().isPresent());
      Optional<String> collapse = judged ? Optional.empty() : collapse(steps.get(), settings);
      collapse.ifPresent(findings::add);
      notFinite(steps.get()).ifPresent(findings::add);
      spoiled |= collapse.isPresent() || isSpoiled(steps.get());
    }
    return new Trouble(findings, spoiled);
  }

  /** Whether nothing is known to be wrong. */
  public boolean isEmpty() {
    return findings.isEmpty();
  }

  /** The findings, and what helps; empty where there are none. */
  public String sentence() {
    List<String> sentences = new ArrayList<>(findings);
    if (spoiled) {
      sentences.add(WAY_OUT);
    }
    return String.join(" ", sentences);
  }

  private static Optional<SnapshotVerdict> refusal(SnapshotEntry entry) {
    return entry.verdict().filter(verdict -> verdict.outcome() == SnapshotVerdict.Outcome.REFUSED);
  }

  /** By the newest: one that came after a collapse and is whole shows that learning recovered. */
  private static boolean isSpoiled(List<SnapshotEntry> snapshots) {
    return !snapshots.isEmpty()
        && refusal(snapshots.get(snapshots.size() - 1))
            .filter(SnapshotVerdict::spoiled)
            .isPresent();
  }

  private static Optional<String> refused(List<SnapshotEntry> snapshots) {
    List<SnapshotEntry> refused =
        snapshots.stream().filter(entry -> refusal(entry).isPresent()).toList();
    if (refused.isEmpty()) {
      return Optional.empty();
    }
    SnapshotEntry last = refused.get(refused.size() - 1);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s refused for release, the last after step %,d: %s",
            refused.size() < snapshots.size()
                ? "%d of %d snapshots were".formatted(refused.size(), snapshots.size())
                : refused.size() == 1
                    ? "The only snapshot was"
                    : "All %d snapshots were".formatted(refused.size()),
            last.step(),
            refusal(last).orElseThrow().reason()));
  }

  /** For a run whose snapshots nobody judged: by the guard's count or else by the last step. */
  private static Optional<String> collapse(Steps steps, ReadableConfig settings)
      throws IOException {
    double spread = steps.last("embeddingStd");
    double inARow = steps.last("collapsedSteps");
    if (!Double.isNaN(inARow)) {
      return inARow >= settings.get(GuardOptions.COLLAPSE_STEPS)
          ? Optional.of(
              String.format(
                  Locale.ROOT,
                  "The embeddings have collapsed: their spread has been less than guard.collapse for the last %,.0f steps"
                      + " and was %.4g at the last.",
                  inARow,
                  spread))
          : Optional.empty();
    }
    double least = settings.get(GuardOptions.COLLAPSE);
    return spread < least
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "The embeddings have collapsed: their spread was %.4g at the last step, less than %s.",
                spread,
                least))
        : Optional.empty();
  }

  /** A step here and there that was left out does no harm; many do, and so does one at the end. */
  private static boolean isSpoiled(Steps steps) throws IOException {
    return steps.endsNotFinite("loss")
        || countNotFinite(steps) > MOST_NOT_FINITE * steps.last("step");
  }

  /** The guard's count has those whose gradient was not finite, and only those that it left out. */
  private static double countNotFinite(Steps steps) throws IOException {
    double left = steps.last("skippedSteps");
    return Math.max(steps.notFinite("loss"), Double.isNaN(left) ? 0 : left);
  }

  private static Optional<String> notFinite(Steps steps) throws IOException {
    double odd = countNotFinite(steps);
    return odd > 0
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "Loss or gradient of %,.0f of %,.0f steps was no finite number%s.",
                odd,
                steps.last("step"),
                steps.last("skippedSteps") > 0 ? ", and these steps were left out" : ""))
        : Optional.empty();
  }
}
