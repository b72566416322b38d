package io.hsicflow.connectors.sink;

import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.registry.RegistryRefusal;
import io.hsicflow.schemas.registry.SchemaRegistry;
import org.apache.avro.Schema;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The value is framed for a schema registry, which has given the schema an id. */
public final class RegistryEmbeddings implements EmbeddingWire {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RegistryEmbeddings.class);

  private final SchemaRegistry registry;
  private final String subject;
  private final boolean register;
  private transient int id;

  /**
   * @param subject below which the schema stands in the registry
   * @param register whether to register the schema where it is not yet; else it must be there
   */
  public RegistryEmbeddings(SchemaRegistry registry, String subject, boolean register) {
    this.registry = registry;
    this.subject = subject;
    this.register = register;
  }

  /**
   * Asks for the schema's id.
   *
   * @throws SuppressRestartsException where the registry refuses: a restart would not change that
   */
  @Override
  public void open() {
    Schema schema = MessageCodec.EMBEDDING.publicSchema();
    try {
      id = register ? registry.register(subject, schema) : registry.lookUp(subject, schema);
    } catch (RegistryRefusal e) {
      throw new SuppressRestartsException(e);
    }
    LOG.info("Embeddings are written with the schema of id {} of the subject {}.", id, subject);
  }

  @Override
  public byte[] encode(Embedding embedding) {
    return MessageCodec.EMBEDDING.encodeFramed(embedding, id);
  }
}
