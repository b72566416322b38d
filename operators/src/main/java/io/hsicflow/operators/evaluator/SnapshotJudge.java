package io.hsicflow.operators.evaluator;

import io.hsicflow.model.metrics.Alignment;
import io.hsicflow.model.metrics.EmbeddingDeviation;
import io.hsicflow.model.metrics.EmbeddingDrift;
import io.hsicflow.model.metrics.LinearProbe;
import io.hsicflow.model.metrics.NearestNeighbours;
import io.hsicflow.model.metrics.NeighbourVote;
import io.hsicflow.model.metrics.Novelty;
import io.hsicflow.model.metrics.RankMe;
import io.hsicflow.model.metrics.Uniformity;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.metrics.WindowDrift;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the embeddings of a probe say of the snapshot that made them. */
final class SnapshotJudge {

  /** One for all: figures of equal random features compare over snapshots and runs. */
  private static final long DRIFT_SEED = 0;

  private final int k;
  private final double temperature;
  private final Clock clock;
  private final Runnable between;

  /**
   * @param k neighbours that vote
   * @param temperature of the vote
   * @param between called every few milliseconds of work
   */
  SnapshotJudge(int k, double temperature, Clock clock, Runnable between) {
    this.k = k;
    this.temperature = temperature;
    this.clock = clock;
    this.between = between;
  }

  /**
   * All that can be said. Embeddings that are not finite have no figures: the evaluations are there
   * with NaN, so that nobody waits for them.
   */
  List<SnapshotEvaluation> judge(EmbeddedProbe embedded) {
    Vectors bank = embedded.bank();
    Vectors query = embedded.query();
    boolean finite = embedded.isFinite();
    List<SnapshotEvaluation> evaluations = new ArrayList<>();
    if (embedded.probe().isLabelled()) {
      evaluations.add(evaluation(Figures.KNN, query, finite ? neighbours(embedded) : notFinite()));
      evaluations.add(evaluation(Figures.LINEAR, query, finite ? linear(embedded) : notFinite()));
    }
    evaluations.add(value(Figures.RANKME, bank, finite ? RankMe.of(bank, between) : Double.NaN));
    evaluations.add(
        value(Figures.EMBEDDING_STD, bank, finite ? EmbeddingDeviation.of(bank) : Double.NaN));
    between.run();
    evaluations.add(
        value(Figures.UNIFORMITY, query, finite ? Uniformity.of(query, between) : Double.NaN));
    evaluations.add(
        value(
            Figures.ALIGNMENT,
            embedded.view1(),
            finite ? Alignment.of(embedded.view1(), embedded.view2()) : Double.NaN));
    between.run();
    return evaluations;
  }

  /** The distance of {@code window} from the bank; none for fewer than two vectors. */
  Optional<SnapshotEvaluation> drift(EmbeddedProbe embedded, Vectors window) {
    if (window.count() < 2) {
      return Optional.empty();
    }
    boolean finite = embedded.bank().isFinite() && window.isFinite();
    return Optional.of(
        value(
            Figures.DRIFT,
            window,
            finite
                ? new EmbeddingDrift(embedded.bank(), DRIFT_SEED, between).of(window)
                : Double.NaN));
  }

  /**
   * What has changed between two windows of the stream.
   *
   * @param before two or more embeddings of the earlier one
   * @param since two or more of what came after it
   */
  List<SnapshotEvaluation> change(EmbeddedProbe embedded, Vectors before, Vectors since) {
    Map<String, Double> drift = new LinkedHashMap<>();
    Map<String, Double> novelty = new LinkedHashMap<>();
    if (embedded.bank().isFinite() && before.isFinite() && since.isFinite()) {
      WindowDrift ofWindows = WindowDrift.of(before, since, DRIFT_SEED, between);
      drift.put(Figures.VALUE, ofWindows.value());
      drift.put(Figures.NOISE, ofWindows.noise());
      Novelty ofSince = Novelty.of(embedded.bank(), before, since, between);
      novelty.put(Figures.VALUE, ofSince.value());
      novelty.put(Figures.BEFORE, ofSince.before());
    } else {
      drift.put(Figures.VALUE, Double.NaN);
      novelty.put(Figures.VALUE, Double.NaN);
    }
    drift.put(Figures.REFERENCE, (double) before.count());
    return List.of(
        evaluation(Figures.WINDOW_DRIFT, since, drift),
        evaluation(Figures.NOVELTY, since, novelty));
  }

  /** Who sent the images of a window. */
  SnapshotEvaluation sources(List<WindowImage> window) {
    long now = clock.millis();
    return new SnapshotEvaluation(
        Figures.SOURCES, now, window.size(), WindowSources.figures(window, now));
  }

  /** An evaluation of one number. */
  private SnapshotEvaluation value(String name, Vectors judged, double value) {
    return evaluation(name, judged, Map.of(Figures.VALUE, value));
  }

  private SnapshotEvaluation evaluation(String name, Vectors judged, Map<String, Double> metrics) {
    return new SnapshotEvaluation(name, clock.millis(), judged.count(), metrics);
  }

  private static Map<String, Double> notFinite() {
    return Map.of(Figures.TOP1, Double.NaN);
  }

  private Map<String, Double> neighbours(EmbeddedProbe embedded) {
    Probe probe = embedded.probe();
    NeighbourVote vote =
        new NeighbourVote(
            new NearestNeighbours(k, between).byCosine(embedded.bank(), embedded.query()),
            probe.bankLabels());
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(
        Figures.TOP1, NeighbourVote.accuracy(vote.weighted(k, temperature), probe.queryLabels()));
    metrics.put("k", (double) k);
    metrics.put("temperature", temperature);
    metrics.put("bank", (double) probe.bankLabels().length);
    return metrics;
  }

  private Map<String, Double> linear(EmbeddedProbe embedded) {
    Probe probe = embedded.probe();
    LinearProbe linear = LinearProbe.train(embedded.bank(), probe.bankLabels(), between);
    Map<String, Double> metrics = new LinkedHashMap<>();
    double[] accuracies =
        linear.accuracies(embedded.query(), probe.queryLabels(), 1, Figures.LIKELIEST);
    metrics.put(Figures.TOP1, accuracies[0]);
    metrics.put(Figures.TOP5, accuracies[1]);
    metrics.put("converged", linear.hasConverged() ? 1.0 : 0.0);
    metrics.put("steps", (double) linear.steps());
    metrics.put("bank", (double) probe.bankLabels().length);
    return metrics;
  }
}
