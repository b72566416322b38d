package io.hsicflow.operators.snapshot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is said of a snapshot beside its file, when it is stored.
 *
 * @param metrics finite numbers of the step before it, by name
 * @param licence the licence of the weights, or the empty text
 * @param publishedAt milliseconds since 1970
 */
public record SnapshotNotes(Map<String, Double> metrics, String licence, long publishedAt) {

  /** Takes a copy of the metrics. */
  public SnapshotNotes {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
