package io.hsicflow.schemas.registry;

import java.io.Serializable;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A registry that gives schemas ids and ids schemas. Travels in the job graph; safe for use by
 * several threads. What an id means never changes, so that answers may be kept.
 *
 * <p>All methods may wait for the registry, and throw {@link IllegalStateException} with a sentence
 * where it cannot be asked: what depends on the answer is then not decided. Where it answers, and
 * would answer the same again, that is a {@link RegistryRefusal}.
 */
public interface SchemaRegistry extends Serializable {

  /** The schema of that id; empty where the registry has none. */
  Optional<RegisteredSchema> find(int id);

  /**
   * The id of a schema below a subject; registers it there where it is not yet.
   *
   * @throws RegistryRefusal where the subject's compatibility rule forbids the schema
   */
  int register(String subject, Schema schema);

  /**
   * The id of a schema below a subject.
   *
   * @throws RegistryRefusal where it is not registered there
   */
  int lookUp(String subject, Schema schema);
}
