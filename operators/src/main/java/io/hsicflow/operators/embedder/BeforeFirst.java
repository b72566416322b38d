package io.hsicflow.operators.embedder;

/** What the embedder does before there is a snapshot to embed with. */
public enum BeforeFirst {
  /** Waits for the first one: images stay in Kafka. */
  WAIT,
  /** Embeds with the untrained encoder that the settings and the seed give. */
  INITIAL
}
