package io.hsicflow.connectors.sink;

import io.hsicflow.schemas.avro.Embedding;
import java.io.Serializable;

/** How the message Embedding stands in a value. */
public sealed interface EmbeddingWire extends Serializable
    permits SingleObjectEmbeddings, RegistryEmbeddings {

  /** Gets ready to write; called once by every task, before its first embedding. */
  void open();

  /** The value. */
  byte[] encode(Embedding embedding);
}
