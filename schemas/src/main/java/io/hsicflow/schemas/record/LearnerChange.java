package io.hsicflow.schemas.record;

/**
 * A change of the learner that was asked for while the job runs, read and checked.
 *
 * @param place where it was asked for, as topic-partition-offset
 * @param kind what is to change
 * @param steps the training steps that it takes, at least 1
 * @param value the number that is asked for, where the kind takes one; else it means nothing
 * @param issuer who asks for it; may be empty
 * @param reason why; may be empty
 */
public record LearnerChange(
    String place, LearnerChangeKind kind, long steps, double value, String issuer, String reason) {

  /** What is asked for, where, by whom and why, for the log. */
  public String description() {
    return "%s (%s%s%s)"
        .formatted(
            kind.asked(value, steps),
            place,
            issuer.isEmpty() ? "" : ", by " + issuer,
            reason.isEmpty() ? "" : ": " + reason);
  }
}
