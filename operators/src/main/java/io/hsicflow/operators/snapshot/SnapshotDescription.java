package io.hsicflow.operators.snapshot;

import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON beside a snapshot that was written with it and says everything of it but its tensors, so
 * that nobody has to read those to list snapshots.
 *
 * @param digest 64 hexadecimal digits
 * @param held whether it was stored to be looked at and not to be used
 * @param finite whether every number of it is
 */
public record SnapshotDescription(
    String digest, SnapshotMetadata metadata, boolean held, boolean finite, SnapshotNotes notes) {

  /** The description of {@code snapshot}. */
  static SnapshotDescription of(EncoderSnapshot snapshot, boolean held, SnapshotNotes notes) {
    return new SnapshotDescription(
        snapshot.digest(), snapshot.metadata(), held, snapshot.isFinite(), notes);
  }

  /**
   * What lies beside {@code snapshot}, if anything does.
   *
   * @throws IOException with a sentence where it cannot be read or is no description
   */
  public static Optional<SnapshotDescription> read(SnapshotFile snapshot) throws IOException {
    JsonFile file = snapshot.beside(BesideFile.DESCRIPTION);
    Optional<Object> value = file.read();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(value.get()));
    } catch (IllegalArgumentException e) {
      throw file.damaged(e.getMessage(), e);
    }
  }

  /** Writes it beside {@code snapshot}. */
  void write(SnapshotFile snapshot) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", snapshot.path().getName());
    json.putAll(object());
    snapshot.putJson(BesideFile.DESCRIPTION, json);
  }

  private Map<String, Object> object() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("digest", digest);
    json.put("step", metadata.step());
    json.put("images", metadata.images());
    json.put("depth", metadata.depth());
    json.put("stem", metadata.stem().text());
    json.put("width", metadata.width());
    json.put("input_size", metadata.inputSize());
    json.put("preprocessing", metadata.preprocessing());
    json.put("mean", metadata.normalisation().mean());
    json.put("deviation", metadata.normalisation().deviation());
    json.put("attempt", metadata.attempt());
    json.put("held", held);
    json.put("finite", finite);
    json.put("published_at", notes.publishedAt());
    json.put("settings", metadata.settings());
    json.put("data", metadata.data());
    json.put("licence", notes.licence());
    json.put("metrics", notes.metrics());
    return json;
  }

  private static SnapshotDescription parse(Object value) {
    if (!(value instanceof Map<?, ?> json)) {
      throw new IllegalArgumentException("It is no JSON object.");
    }
    SnapshotMetadata metadata =
        new SnapshotMetadata(
            whole(json, "step"),
            whole(json, "images"),
            small(json, "depth"),
            Stem.of(text(json, "stem")),
            small(json, "width"),
            small(json, "input_size"),
            text(json, "preprocessing"),
            new Normalisation(numbers(json, "mean"), numbers(json, "deviation")),
            small(json, "attempt"),
            text(json, "settings"),
            text(json, "data"));
    SnapshotNotes notes =
        new SnapshotNotes(
            metrics(field(json, "metrics", Map.class)),
            text(json, "licence"),
            whole(json, "published_at"));
    String digest = text(json, "digest");
    if (!SnapshotStore.isDigest(digest)) {
      throw new IllegalArgumentException("'" + digest + "' is no digest.");
    }
    return new SnapshotDescription(
        digest,
        metadata,
        field(json, "held", Boolean.class),
        field(json, "finite", Boolean.class),
        notes);
  }

  private static Map<String, Double> metrics(Map<?, ?> json) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    json.forEach((name, value) -> metrics.put((String) name, number(value)));
    return metrics;
  }

  private static List<Double> numbers(Map<?, ?> json, String name) {
    List<Double> numbers = new ArrayList<>();
    for (Object value : field(json, name, List.class)) {
      numbers.add(number(value));
    }
    return numbers;
  }

  private static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("'" + value + "' is no number.");
  }

  private static String text(Map<?, ?> json, String name) {
    return field(json, name, String.class);
  }

  private static long whole(Map<?, ?> json, String name) {
    return field(json, name, Long.class);
  }

  private static int small(Map<?, ?> json, String name) {
    long value = whole(json, name);
    if (value != (int) value) {
      throw new IllegalArgumentException("Its " + name + " " + value + " is out of all range.");
    }
    return (int) value;
  }

  private static <T> T field(Map<?, ?> json, String name, Class<T> type) {
    Object value = json.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("It has no fitting '" + name + "'.");
    }
    return type.cast(value);
  }
}
