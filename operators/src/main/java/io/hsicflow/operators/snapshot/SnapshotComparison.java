package io.hsicflow.operators.snapshot;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Two snapshots side by side: settings that differ, the training's numbers, evaluations, and how
 * far their weights are apart.
 *
 * @param settings what differs, by name
 * @param metrics numbers of the step before each
 * @param evaluations results by {@code EVALUATION.METRIC}
 * @param otherImages evaluations of both that were over unlike numbers of images, so that their
 *     results do not compare
 * @param distances of the tensors that both have in one shape; of all weights first
 * @param incomparable the names of the other tensors
 */
public record SnapshotComparison(
    SnapshotEntry a,
    SnapshotEntry b,
    List<Side> settings,
    List<Side> metrics,
    List<Side> evaluations,
    List<String> otherImages,
    List<TensorDistance> distances,
    List<String> incomparable) {

  /**
   * One thing of both.
   *
   * @param ofA null where the first has none
   * @param ofB null where the second has none
   */
  public record Side(String name, Object ofA, Object ofB) {

    /** The second's number less the first's; NaN where they are not both numbers. */
    public double difference() {
      return ofA instanceof Double first && ofB instanceof Double second
          ? second - first
          : Double.NaN;
    }
  }

  /**
   * Compares two snapshots of {@code store}, whose tensors are read.
   *
   * @throws IOException where one is not there or cannot be read
   */
  public static SnapshotComparison of(SnapshotStore store, SnapshotPointer a, SnapshotPointer b)
      throws IOException {
    SnapshotEntry entryA = store.entry(a);
    SnapshotEntry entryB = store.entry(b);
    EncoderSnapshot snapshotA = store.read(a);
    EncoderSnapshot snapshotB = store.read(b);
    return new SnapshotComparison(
        entryA,
        entryB,
        sides(settings(snapshotA, entryA), settings(snapshotB, entryB)).stream()
            .filter(side -> !Objects.equals(side.ofA(), side.ofB()))
            .toList(),
        sides(metrics(entryA), metrics(entryB)),
        sides(results(entryA), results(entryB)),
        otherImages(entryA, entryB),
        TensorDistance.between(snapshotA, snapshotB),
        TensorDistance.incomparable(snapshotA, snapshotB));
  }

  private static List<Side> sides(Map<String, ?> a, Map<String, ?> b) {
    Set<String> names = new LinkedHashSet<>(a.keySet());
    names.addAll(b.keySet());
    List<Side> sides = new ArrayList<>();
    names.forEach(name -> sides.add(new Side(name, a.get(name), b.get(name))));
    return sides;
  }

  private static Map<String, Object> settings(EncoderSnapshot snapshot, SnapshotEntry entry) {
    SnapshotMetadata metadata = snapshot.metadata();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("data", metadata.data());
    settings.put("licence", entry.description().map(known -> known.notes().licence()).orElse(""));
    settings.put("depth", metadata.depth());
    settings.put("stem", metadata.stem().text());
    settings.put("width", metadata.width());
    settings.put("input size", metadata.inputSize());
    settings.put("preprocessing", metadata.preprocessing());
    settings.put("mean", metadata.normalisation().mean());
    settings.put("deviation", metadata.normalisation().deviation());
    settings.putAll(SnapshotCard.settings(metadata.settings()));
    return settings;
  }

  private static Map<String, Double> metrics(SnapshotEntry entry) {
    return entry.description().map(known -> known.notes().metrics()).orElse(Map.of());
  }

  private static Map<String, Double> results(SnapshotEntry entry) {
    Map<String, Double> results = new LinkedHashMap<>();
    for (SnapshotEvaluation evaluation : entry.evaluations()) {
      evaluation
          .metrics()
          .forEach(
              (metric, value) ->
                  results.put(new EvaluationMetric(evaluation.name(), metric).toString(), value));
    }
    return results;
  }

  private static List<String> otherImages(SnapshotEntry a, SnapshotEntry b) {
    List<String> names = new ArrayList<>();
    for (SnapshotEvaluation ofA : a.evaluations()) {
      for (SnapshotEvaluation ofB : b.evaluations()) {
        if (ofA.name().equals(ofB.name()) && ofA.images() != ofB.images()) {
          names.add(ofA.name());
        }
      }
    }
    return names;
  }
}
