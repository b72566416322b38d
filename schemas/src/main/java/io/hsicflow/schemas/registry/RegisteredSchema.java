package io.hsicflow.schemas.registry;

/**
 * A schema as a registry keeps it.
 *
 * @param type {@link #AVRO}, or the name of another language of schemas
 * @param text in that language
 * @param hasReferences whether it builds on other schemas of the registry
 */
public record RegisteredSchema(String type, String text, boolean hasReferences) {
  /** The type of Avro schemas. */
  public static final String AVRO = "AVRO";
}
