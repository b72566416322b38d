package io.hsicflow.connectors.sql;

import io.hsicflow.schemas.message.MessageCodec;
import java.util.Locale;

/** Our messages, as a table names the one in its topic: {@code dead-letter} for example. */
public enum MessageKind {
  /** Images to learn from or to embed. */
  IMAGE,
  /** Embeddings of images. */
  EMBEDDING,
  /** Records that the gate did not let in. */
  DEAD_LETTER,
  /** Published snapshots. */
  SNAPSHOT,
  /** Evaluations of snapshots. */
  EVALUATION;

  /** What reads it. */
  public MessageCodec<?> codec() {
    return switch (this) {
      case IMAGE -> MessageCodec.IMAGE;
      case EMBEDDING -> MessageCodec.EMBEDDING;
      case DEAD_LETTER -> MessageCodec.DEAD_LETTER;
      case SNAPSHOT -> MessageCodec.SNAPSHOT;
      case EVALUATION -> MessageCodec.EVALUATION;
    };
  }

  /** As a table's options have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
