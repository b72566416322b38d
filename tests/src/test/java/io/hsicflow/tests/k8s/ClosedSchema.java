package io.hsicflow.tests.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * JSON Schema out of the structural schema of a CustomResourceDefinition, closed: an API server
 * drops fields that the schema does not have, here they are errors. Rules in CEL ({@code
 * x-kubernetes-validations}) are left out.
 */
final class ClosedSchema {
  /** What means the same in both. */
  private static final List<String> KEPT =
      List.of(
          "type",
          "enum",
          "pattern",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "required");

  private static final List<String> COMBINED = List.of("allOf", "anyOf", "oneOf");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ClosedSchema() {}

  /**
   * The schema of whole objects. An API server takes {@code apiVersion}, {@code kind} and {@code
   * metadata} also where a definition leaves them out.
   *
   * @param structural an {@code openAPIV3Schema}
   * @param metadata the schema of {@code metadata}, of which a definition says nothing
   */
  static ObjectNode ofResource(JsonNode structural, JsonNode metadata) {
    ObjectNode closed = closed(structural);
    ObjectNode properties = closed.withObjectProperty("properties");
    properties.putObject("apiVersion").put("type", "string");
    properties.putObject("kind").put("type", "string");
    properties.set("metadata", metadata);
    return closed;
  }

  private static ObjectNode closed(JsonNode structural) {
    ObjectNode closed = kept(structural);
    if (structural.path("x-kubernetes-int-or-string").asBoolean()) {
      closed.remove("anyOf");
      closed.putArray("type").add("integer").add("string");
    }
    if (structural.has("properties")) {
      ObjectNode properties = closed.putObject("properties");
      structural
          .get("properties")
          .forEachEntry((name, field) -> properties.set(name, closed(field)));
    }
    if (structural.has("items")) {
      closed.set("items", closed(structural.get("items")));
    }
    JsonNode others = structural.path("additionalProperties");
    if (others.isObject()) {
      closed.set("additionalProperties", closed(others));
    } else if (isClosed(structural) && !others.asBoolean()) {
      closed.put("additionalProperties", false);
    }
    if (structural.path("nullable").asBoolean() && closed.path("type").isTextual()) {
      String type = closed.get("type").asText();
      closed.putArray("type").add(type).add("null");
    }
    return closed;
  }

  private static boolean isClosed(JsonNode structural) {
    return structural.path("type").asText().equals("object")
        && !structural.path("x-kubernetes-preserve-unknown-fields").asBoolean();
  }

  /** Combined schemas add conditions to fields that stand beside them, and name no others. */
  private static ObjectNode kept(JsonNode structural) {
    ObjectNode kept = JSON.objectNode();
    KEPT.stream().filter(structural::has).forEach(key -> kept.set(key, structural.get(key)));
    for (String key : COMBINED) {
      structural.path(key).forEach(part -> kept.withArrayProperty(key).add(condition(part)));
    }
    if (structural.has("not")) {
      kept.set("not", condition(structural.get("not")));
    }
    return kept;
  }

  private static ObjectNode condition(JsonNode part) {
    ObjectNode condition = kept(part);
    part.path("properties")
        .forEachEntry(
            (name, field) ->
                condition.withObjectProperty("properties").set(name, condition(field)));
    if (part.has("items")) {
      condition.set("items", condition(part.get("items")));
    }
    return condition;
  }
}
