package io.hsicflow.model.guard;

import java.util.Locale;

/** What becomes of a learner whose embeddings have collapsed. */
public enum CollapsePolicy {
  /** It goes on, and none of its snapshots is released until it has recovered. */
  HOLD,
  /** Training ends. */
  STOP,
  /** It goes back to a copy from before, a limited number of times. */
  ROLLBACK;

  /** The name in settings, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
