package io.hsicflow.pipeline.registry;

import io.hsicflow.model.json.JsonException;
import io.hsicflow.model.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a registry answered.
 *
 * @param status HTTP's
 * @param json its object; empty where the body is none
 */
record Answer(int status, Map<String, Object> json) {
  private static final int MOST_CHARS = 300;

  /** Confluent's codes of what a registry does not have: subject, version, schema. */
  private static final long UNKNOWN_SUBJECT = 40401;

  private static final long UNKNOWN_SCHEMA = 40403;

  static Answer of(int status, byte[] body) {
    Map<String, Object> json;
    try {
      json = JsonReader.parseObject(new String(body, StandardCharsets.UTF_8));
    } catch (JsonException e) {
      json = Map.of(); // a page of a proxy, for example; the status says what it is
    }
    return new Answer(status, json);
  }

  /** Whether it is what was asked for. */
  boolean isSuccess() {
    return status / 100 == 2;
  }

  /** Whether another answer may come to the same request a little later. */
  boolean isPassing() {
    return status == 408 || status == 429 || status >= 500;
  }

  /** Whether the registry itself says that it does not have what was asked for. */
  boolean isUnknown() {
    return status == 404
        && json.get("error_code") instanceof Number code
        && code.longValue() >= UNKNOWN_SUBJECT
        && code.longValue() <= UNKNOWN_SCHEMA;
  }

  /** Whether the registry itself says that no schema can have what was asked for as its id. */
  boolean isNoId() {
    return (status == 400 || status == 422) && json.get("error_code") instanceof Number;
  }

  /** For a sentence: {@code HTTP 409, Schema being registered is incompatible}. */
  String text() {
    String message = json.get("message") instanceof String said ? said : "";
    String clean = message.replaceAll("\\p{Cntrl}+", " ").strip();
    String cut = clean.length() <= MOST_CHARS ? clean : clean.substring(0, MOST_CHARS - 3) + "...";
    return "HTTP " + status + (cut.isEmpty() ? "" : ", " + cut);
  }
}
