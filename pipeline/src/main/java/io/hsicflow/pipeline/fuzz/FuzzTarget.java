package io.hsicflow.pipeline.fuzz;

import java.util.Locale;

/** What hostile input is sent to. */
public enum FuzzTarget {
  /** The gate: records, image files. */
  GATE,
  /** The readers of safetensors, of snapshots and of initial weights. */
  SAFETENSORS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
