package io.hsicflow.operators.snapshot;

import java.util.Map;
import java.util.Optional;

/**
 * One time that the pointer {@code released} was set.
 *
 * @param snapshot what it names since
 * @param byHand whether a person set it; then the rule leaves it alone
 * @param reason a sentence
 * @param at milliseconds since 1970
 */
public record Release(SnapshotPointer snapshot, boolean byHand, String reason, long at) {

  private static final String BY = "by";
  private static final String HAND = "hand";
  private static final String RULE = "rule";
  private static final String REASON = "reason";
  private static final String AT = "at";

  /** As the object of JSON that the pointer file holds. */
  public Map<String, Object> object() {
    Map<String, Object> object = snapshot.object();
    object.put(BY, byHand ? HAND : RULE);
    object.put(REASON, reason);
    object.put(AT, at);
    return object;
  }

  /** Back from that object; a pointer that does not say who set it was set by hand. */
  static Optional<Release> parse(Object value) {
    if (value instanceof Map<?, ?> fields) {
      return SnapshotPointer.parse(fields)
          .map(
              snapshot ->
                  new Release(
                      snapshot,
                      !RULE.equals(fields.get(BY)),
                      fields.get(REASON) instanceof String reason ? reason : "",
                      fields.get(AT) instanceof Long at ? at : 0));
    }
    return Optional.empty();
  }
}
