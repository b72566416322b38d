package io.hsicflow.pipeline.job;

import java.util.Locale;

/** What a deployment of the job does; each role has its own sources. */
public enum Role {
  /** Trains the encoder and publishes snapshots. */
  TRAIN,
  /** Embeds images with published snapshots. */
  EMBED,
  /** Judges published snapshots by probe images. */
  EVALUATE;

  /** As it is written in {@code job.roles}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
