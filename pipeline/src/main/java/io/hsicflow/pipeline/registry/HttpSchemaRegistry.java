package io.hsicflow.pipeline.registry;

import io.hsicflow.schemas.registry.RegisteredSchema;
import io.hsicflow.schemas.registry.RegistryRefusal;
import io.hsicflow.schemas.registry.SchemaRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.configuration.ReadableConfig;

/**
 * A registry by Confluent's REST API. What it answered is kept once for the process, whichever task
 * asked: the assigner of event time asks first, in the source's own thread, so that the gate's
 * threads, whose time is bounded, find the answer.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {
  private static final long serialVersionUID = 1L;
  private final RegistrySettings settings;

  HttpSchemaRegistry(RegistrySettings settings) {
    this.settings = settings;
  }

  /**
   * The one that the options name; it is not asked anything yet.
   *
   * @throws IllegalArgumentException with a sentence where they name none or do not fit together
   */
  public static SchemaRegistry of(ReadableConfig config) {
    return new HttpSchemaRegistry(RegistrySettings.of(config));
  }

  @Override
  public Optional<RegisteredSchema> find(int id) {
    return KeptSchemas.of(settings).find(id, this::ask);
  }

  private Optional<RegisteredSchema> ask(RegistryHttp http, int id) {
    Answer answer = http.get("/schemas/ids/" + id);
    if (answer.isUnknown() || answer.isNoId()) {
      return Optional.empty();
    }
    if (!answer.isSuccess() || !(answer.json().get("schema") instanceof String text)) {
      throw strange(answer, "the schema of id " + id);
    }
    Map<String, Object> json = answer.json();
    return Optional.of(
        new RegisteredSchema(
            json.get("schemaType") instanceof String type ? type : RegisteredSchema.AVRO,
            text,
            json.get("references") instanceof Iterable<?> others && others.iterator().hasNext()));
  }

  /** {@inheritDoc} Asks for it first, so that only the first start needs to be let write. */
  @Override
  public int register(String subject, Schema schema) {
    Answer known = post(path(subject), schema);
    if (!known.isUnknown()) {
      return id(known, "the id of the subject " + subject);
    }
    Answer answer = post(path(subject) + "/versions", schema);
    if (answer.status() == 409 || answer.status() == 422) {
      throw new RegistryRefusal(
          "The schema registry "
              + settings
              + " does not take our schema "
              + schema.getName()
              + " for the subject "
              + subject
              + " ("
              + answer.text()
              + "): set embeddings.subject to another, change the compatibility rule of this one, or remove what is"
              + " registered there.");
    }
    return id(answer, "the id of the subject " + subject);
  }

  @Override
  public int lookUp(String subject, Schema schema) {
    Answer answer = post(path(subject), schema);
    if (answer.isUnknown()) {
      throw new RegistryRefusal(
          "The schema registry "
              + settings
              + " does not have our schema "
              + schema.getName()
              + " below the subject "
              + subject
              + " ("
              + answer.text()
              + "): register it there, or set embeddings.register to true.");
    }
    return id(answer, "the id of the subject " + subject);
  }

  private Answer post(String path, Schema schema) {
    return KeptSchemas.of(settings).http().post(path, Map.of("schema", schema.toString()));
  }

  private static String path(String subject) {
    return "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private int id(Answer answer, String asked) {
    if (answer.isSuccess()
        && answer.json().get("id") instanceof Number id
        && id.longValue() == id.intValue()) {
      return id.intValue();
    }
    throw strange(answer, asked);
  }

  private IllegalStateException strange(Answer answer, String asked) {
    return new IllegalStateException(
        "What is at "
            + settings
            + " answers the question for "
            + asked
            + " as no schema registry does ("
            + answer.text()
            + "): check registry.url.");
  }
}
