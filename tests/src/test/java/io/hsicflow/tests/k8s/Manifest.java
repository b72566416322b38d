package io.hsicflow.tests.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One Kubernetes object as it is written.
 *
 * @param json the whole document
 */
record Manifest(JsonNode json) {
  String apiVersion() {
    return json.path("apiVersion").asText();
  }

  String kind() {
    return json.path("kind").asText();
  }

  String name() {
    return json.path("metadata").path("name").asText();
  }

  JsonNode spec() {
    return json.path("spec");
  }

  /** The labels of an object or of a template's {@code metadata}. */
  static Map<String, String> labels(JsonNode metadata) {
    return strings(metadata.path("labels"));
  }

  /** An object of texts, numbers and truth values as a map. */
  static Map<String, String> strings(JsonNode object) {
    Map<String, String> strings = new LinkedHashMap<>();
    object.forEachEntry((name, value) -> strings.put(name, value.asText()));
    return strings;
  }

  @Override
  public String toString() {
    return kind() + "/" + name();
  }
}
