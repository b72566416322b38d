package io.hsicflow.operators.evaluator;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.clock.Retry;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import io.hsicflow.operators.snapshot.SnapshotEvaluations;
import io.hsicflow.operators.snapshot.SnapshotGate;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.snapshot.TrainingEnd;
import io.hsicflow.schemas.record.EvaluationResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the evaluator's thread does: looks for a newer snapshot, evaluates it, and hands over what
 * was found; until its task ends, or the training has ended and its last snapshot is evaluated.
 *
 * <p>The newest snapshot wins: those that come while one is evaluated are passed over but for the
 * last. One under way is never given up for a newer one, for where snapshots come faster than they
 * can be evaluated none would ever be done. A snapshot that cannot be evaluated is tried again a
 * little later, as long as it is the newest; nobody waits for that.
 */
final class EvaluationLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluationLoop.class);

  private final SnapshotStore store;
  private final SnapshotGate gate;
  private final TrainingEnd end;
  private final Trial trial;
  private final WorkShare share;
  private final Rest rest;
  private final Duration poll;
  private final Clock clock;
  private final EvaluationMetrics metrics;
  private final Consumer<List<EvaluationResult>> results;
  private final Retry retry = new Retry();
  private String settled = "";
  private String failing = "";

  /** Evaluates one snapshot. */
  interface Trial {

    /**
     * What is found about it.
     *
     * @throws IOException with a sentence where nothing can be found out now
     */
    List<SnapshotEvaluation> evaluate(EncoderSnapshot snapshot) throws IOException;
  }

  /**
   * @param gate lets the rule of releases judge what was evaluated
   * @param end says whether the training has ended
   * @param results takes what was found about one snapshot
   */
  EvaluationLoop(
      SnapshotStore store,
      SnapshotGate gate,
      TrainingEnd end,
      Trial trial,
      WorkShare share,
      Rest rest,
      Duration poll,
      Clock clock,
      EvaluationMetrics metrics,
      Consumer<List<EvaluationResult>> results) {
    this.store = store;
    this.gate = gate;
    this.end = end;
    this.trial = trial;
    this.share = share;
    this.rest = rest;
    this.poll = poll;
    this.clock = clock;
    this.metrics = metrics;
    this.results = results;
  }

  @Override
  public void run() {
    while (look()) {
      rest.rest(poll.toNanos());
    }
  }

  /** Looks once, and evaluates what it finds; false where there will be nothing more. */
  boolean look() {
    try {
      // Asked before the pointer is read: what the pointer then names is the last.
      boolean ended = end.isMarked();
      Optional<SnapshotPointer> newest = store.newest();
      if (newest.isPresent() && !newest.get().digest().equals(settled)) {
        attempt(newest.get(), ended);
      }
      return !(ended && newest.map(SnapshotPointer::digest).orElse("").equals(settled));
    } catch (IOException e) {
      LOG.warn(
          "The snapshot store {} could not be read; evaluations wait until it can. {}",
          store.folder(),
          e.getMessage(),
          e);
      return true;
    }
  }

  private void attempt(SnapshotPointer pointer, boolean last) {
    if (!pointer.digest().equals(failing)) {
      retry.succeeded();
      failing = "";
    }
    if (retry.isOwed() && !retry.isDue(clock.nanos())) {
      return;
    }
    boolean second = retry.isOwed();
    try {
      evaluate(pointer);
      settled = pointer.digest();
      retry.succeeded();
    } catch (EvaluationGivenUpException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      // Errors too: a task that failed for a library or for its heap again and again would use up
      // the restarts of the whole job, and the training with them.
      EvaluationGivenUpException.throwIfInterrupted();
      failed(pointer, last && second, e);
    }
  }

  private void failed(SnapshotPointer pointer, boolean forGood, Throwable why) {
    failing = pointer.digest();
    retry.failed(clock.nanos());
    metrics.failed();
    if (forGood) {
      settled = pointer.digest();
    }
    LOG.warn(
        "The snapshot of step {} could not be evaluated; {} Training goes on. {}{}",
        pointer.step(),
        forGood
            ? "it was the last one, and is not tried again."
            : "it is tried again after " + retry.delaySeconds() + " s unless a newer one comes.",
        why.getMessage(),
        why instanceof OutOfMemoryError
            ? " Lower evaluation.max-images, or raise taskmanager.memory.process.size."
            : "",
        why);
  }

  private void evaluate(SnapshotPointer pointer) throws IOException {
    long start = clock.nanos();
    long workedBefore = share.workedNanos();
    share.begin();
    EncoderSnapshot snapshot = store.read(pointer);
    List<SnapshotEvaluation> evaluations = trial.evaluate(snapshot);
    metrics.evaluated(
        pointer.step(), evaluations, clock.nanos() - start, share.workedNanos() - workedBefore);
    LOG.info("The snapshot of step {} was evaluated: {}", pointer.step(), evaluations);
    boolean kept;
    try {
      kept = SnapshotEvaluations.of(store.file(pointer)).put(evaluations);
    } finally { // a store that takes nothing does not keep them from the topic
      results.accept(evaluations.stream().map(evaluation -> result(evaluation, snapshot)).toList());
    }
    if (kept) {
      release(pointer);
    } else {
      LOG.info(
          "The snapshot of step {} was deleted while it was evaluated: nothing is kept beside it.",
          pointer.step());
    }
  }

  /** Lets the rule judge what is known now; what fails of that costs no evaluation. */
  private void release(SnapshotPointer pointer) {
    try {
      gate.evaluated(pointer);
    } catch (IOException | RuntimeException e) { // object stores' clients throw what they like
      EvaluationGivenUpException.throwIfInterrupted();
      LOG.warn(
          "Whether the snapshot of step {} is released could not be decided by its evaluation, or not be written to {};"
              + " 'hsicflow snapshots release' decides it anew. {}",
          pointer.step(),
          store.folder(),
          e.getMessage(),
          e);
    }
  }

  private static EvaluationResult result(SnapshotEvaluation evaluation, EncoderSnapshot snapshot) {
    return new EvaluationResult(
        evaluation.name(),
        snapshot.metadata().step(),
        snapshot.digest(),
        snapshot.metadata().images(),
        evaluation.evaluatedAt(),
        evaluation.images(),
        evaluation.metrics());
  }
}
