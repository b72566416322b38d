package io.hsicflow.operators.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All snapshots of a store as they are at one moment, the one published first in front, and which
 * of them the pointers name.
 */
public final class SnapshotCatalog {

  private final List<SnapshotEntry> entries;
  private final Optional<SnapshotPointer> newest;
  private final Optional<SnapshotPointer> released;
  private final List<String> problems;

  private SnapshotCatalog(
      List<SnapshotEntry> entries,
      Optional<SnapshotPointer> newest,
      Optional<SnapshotPointer> released,
      List<String> problems) {
    this.entries = entries;
    this.newest = newest;
    this.released = released;
    this.problems = problems;
  }

  /**
   * Reads what is there; an empty or missing folder has none.
   *
   * @throws IOException where the folder cannot be read; files that are damaged are told in {@link
   *     #problems} and in the entries' own
   */
  public static SnapshotCatalog read(SnapshotStore store) throws IOException {
    List<SnapshotEntry> entries = new ArrayList<>(store.snapshotEntries());
    entries.sort(SnapshotEntry.BY_AGE);
    List<String> problems = new ArrayList<>();
    return new SnapshotCatalog(
        List.copyOf(entries),
        pointer(store, SnapshotStore.NEWEST, problems),
        pointer(store, SnapshotStore.RELEASED, problems),
        List.copyOf(problems));
  }

  private static Optional<SnapshotPointer> pointer(
      SnapshotStore store, String name, List<String> problems) {
    try {
      return store.pointer(name);
    } catch (IOException e) {
      problems.add(e.getMessage());
      return Optional.empty();
    }
  }

  /** The snapshots, the one published first in front. */
  public List<SnapshotEntry> entries() {
    return entries;
  }

  /** A sentence for each pointer that cannot be read. */
  public List<String> problems() {
    return problems;
  }

  /** Whether {@link SnapshotStore#NEWEST} names {@code entry}. */
  public boolean isNewest(SnapshotEntry entry) {
    return newest.filter(entry::isNamedBy).isPresent();
  }

  /** Whether {@link SnapshotStore#RELEASED} names {@code entry}. */
  public boolean isReleased(SnapshotEntry entry) {
    return released.filter(entry::isNamedBy).isPresent();
  }

  /**
   * The snapshot of the highest {@code metric}, of several the one published last; none where
   * nothing was evaluated so. Snapshots that are held back or not finite do not count.
   */
  public Optional<SnapshotEntry> best(EvaluationMetric metric) {
    return best(metric, score -> true);
  }

  /** The highest {@code metric} over {@code images} images, as in {@link #best}. */
  Optional<EvaluationMetric.Score> bestScore(EvaluationMetric metric, long images) {
    return best(metric, score -> score.images() == images).flatMap(entry -> score(entry, metric));
  }

  private Optional<SnapshotEntry> best(
      EvaluationMetric metric, Predicate<EvaluationMetric.Score> counts) {
    return entries.stream()
        .filter(entry -> !entry.isHeld())
        .filter(entry -> score(entry, metric).filter(counts).isPresent())
        .max(
            Comparator.comparingDouble(
                    (SnapshotEntry entry) -> score(entry, metric).orElseThrow().value())
                .thenComparing(SnapshotEntry.BY_AGE));
  }

  /** The entry's value of {@code metric}, where it is a number. */
  static Optional<EvaluationMetric.Score> score(SnapshotEntry entry, EvaluationMetric metric) {
    return metric.in(entry.evaluations()).filter(score -> !Double.isNaN(score.value()));
  }
}
