package io.hsicflow.connectors.sink;

import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.message.MessageCodec;

/** The value is an Avro single object. */
public record SingleObjectEmbeddings() implements EmbeddingWire {
  private static final long serialVersionUID = 1L;

  @Override
  public void open() {
    // Its schema is known by its fingerprint.
  }

  @Override
  public byte[] encode(Embedding embedding) {
    return MessageCodec.EMBEDDING.encode(embedding);
  }
}
