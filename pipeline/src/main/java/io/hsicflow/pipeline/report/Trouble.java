package io.hsicflow.pipeline.report;

import io.hsicflow.model.guard.GuardSettings;
import io.hsicflow.operators.snapshot.SnapshotEntry;
import io.hsicflow.operators.snapshot.SnapshotVerdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    Optional<Steps> steps = run.steps().filter(some -> some.count() > 0);
    List<SnapshotEntry> snapshots = run.snapshotEntries();
    List<String> findings = new ArrayList<>();
    refused(snapshots).ifPresent(findings::add);
    boolean spoiled = isSpoiled(snapshots);
    if (steps.isPresent()) {
      Optional<String> collapse = spoiled ? Optional.empty() : collapse(steps.get());
      collapse.ifPresent(findings::add);
      Optional<String> notFinite = notFinite(steps.get());
      notFinite.ifPresent(findings::add);
      spoiled |= collapse.isPresent() || notFinite.isPresent();
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

  /** For a run whose snapshots nobody judged. */
  private static Optional<String> collapse(Steps steps) throws IOException {
    double spread = steps.last("embeddingStd");
    double least = GuardSettings.DEFAULT.collapse();
    return spread < least
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "The embeddings have collapsed: their spread was %.4g at the last step, less than %s.",
                spread,
                least))
        : Optional.empty();
  }

  /** The guard's count has those whose gradient was not finite, and only those that it left out. */
  private static Optional<String> notFinite(Steps steps) throws IOException {
    double left = steps.last("skippedSteps");
    double odd = Math.max(steps.notFinite("loss"), Double.isNaN(left) ? 0 : left);
    return odd > 0
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "Loss or gradient of %,.0f of %,.0f steps was no finite number%s.",
                odd,
                steps.last("step"),
                left > 0 ? ", and these steps were left out" : ""))
        : Optional.empty();
  }
}
