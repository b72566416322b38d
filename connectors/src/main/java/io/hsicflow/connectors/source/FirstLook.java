package io.hsicflow.connectors.source;

import java.io.Serializable;

/**
 * Whether a source has looked at its topics and found none: then what comes later is read from its
 * first record, wherever reading starts. Shared by the parts of one source in one process; each
 * attempt of the job begins anew.
 */
final class FirstLook implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient volatile boolean foundNone;

  void begin() {
    foundNone = false;
  }

  void foundNone() {
    foundNone = true;
  }

  boolean hasFoundNone() {
    return foundNone;
  }
}
