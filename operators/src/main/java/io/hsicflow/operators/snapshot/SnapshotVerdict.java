package io.hsicflow.operators.snapshot;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the {@link ReleaseRule} found of one snapshot, kept beside it.
 *
 * @param spoiled whether it is refused because learning went wrong (it is not finite or has
 *     collapsed), and not only because another one is better or something is missing
 * @param reason a sentence
 * @param decidedAt milliseconds since 1970
 */
public record SnapshotVerdict(Outcome outcome, boolean spoiled, String reason, long decidedAt) {

  private static final String VERDICT = "verdict";
  private static final String SPOILED = "spoiled";
  private static final String REASON = "reason";
  private static final String DECIDED_AT = "decidedAt";

  /** Whether a snapshot may be used. */
  public enum Outcome {
    /** It may. */
    PASSED,
    /** It must not. */
    REFUSED,
    /** It is not known yet. */
    WAITING;

    /** The name in files, in lower case. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the snapshot may be used. */
  public boolean passed() {
    return outcome == Outcome.PASSED;
  }

  /** A verdict on a snapshot that is whole. */
  static SnapshotVerdict whole(Outcome outcome, String reason, long decidedAt) {
    return new SnapshotVerdict(outcome, false, reason, decidedAt);
  }

  /** Whether {@code other} has the same outcome and reason. */
  boolean saysTheSameAs(SnapshotVerdict other) {
    return outcome == other.outcome && reason.equals(other.reason);
  }

  /**
   * The verdict beside {@code snapshot}, if there is one.
   *
   * @throws IOException with a sentence where it cannot be read or is none
   */
  public static Optional<SnapshotVerdict> read(SnapshotFile snapshot) throws IOException {
    JsonFile file = snapshot.beside(BesideFile.VERDICT);
    Optional<Object> value = file.read();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Map<?, ?> json
        && json.get(REASON) instanceof String reason
        && json.get(DECIDED_AT) instanceof Long decidedAt) {
      for (Outcome outcome : Outcome.values()) {
        if (outcome.text().equals(json.get(VERDICT))) {
          return Optional.of(
              new SnapshotVerdict(
                  outcome, Boolean.TRUE.equals(json.get(SPOILED)), reason, decidedAt));
        }
      }
    }
    throw file.damaged("it has no verdict, reason and decidedAt.", null);
  }

  /** Writes it beside {@code snapshot}, in place of the one before. */
  void write(SnapshotFile snapshot) throws IOException {
    snapshot.putJson(BesideFile.VERDICT, object());
  }

  /** As an object of JSON. */
  public Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(VERDICT, outcome.text());
    if (spoiled) {
      object.put(SPOILED, true);
    }
    object.put(REASON, reason);
    object.put(DECIDED_AT, decidedAt);
    return object;
  }
}
