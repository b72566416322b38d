package io.hsicflow.operators.snapshot;

import io.hsicflow.model.json.JsonException;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model card of a snapshot: what it is, what it was trained on and how, how good it was found
 * to be, whether the release rule lets it pass, its licence, and how to load it in Python. As
 * Markdown and as JSON beside the snapshot; written with it, and again when evaluations or a
 * verdict arrive.
 */
public final class SnapshotCard {

  private static final String NOT_SAID = "not said";

  private final SnapshotEntry entry;

  /**
   * The card of {@code entry}, whose description has to be there.
   *
   * @see #write for what becomes of one without
   */
  public SnapshotCard(SnapshotEntry entry) {
    this.entry = entry;
  }

  /** Writes it beside the snapshot; does nothing where the snapshot's description is missing. */
  void write() throws IOException {
    if (entry.description().isPresent()) {
      entry.file().putJson(BesideFile.CARD, object());
      entry.file().put(BesideFile.CARD_TEXT, markdown());
    }
  }

  private SnapshotDescription description() {
    return entry
        .description()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Snapshot "
                        + entry.name()
                        + " has no card: "
                        + String.join(" ", entry.problems())));
  }

  /**
   * As an object of JSON.
   *
   * @throws IllegalStateException where the snapshot's description is missing
   */
  public Map<String, Object> object() {
    SnapshotDescription description = description();
    SnapshotMetadata metadata = description.metadata();
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("file", entry.name());
    card.put("digest", description.digest());
    card.put("step", metadata.step());
    card.put("images_seen", metadata.images());
    card.put("published_at", description.notes().publishedAt());
    card.put("data", orNull(metadata.data()));
    card.put("licence", orNull(description.notes().licence()));
    card.put("depth", metadata.depth());
    card.put("width", metadata.width());
    card.put("stem", metadata.stem().text());
    card.put("input_size", metadata.inputSize());
    card.put("embedding", TorchvisionCode.embedding(metadata));
    card.put("preprocessing", metadata.preprocessing());
    card.put("mean", metadata.normalisation().mean());
    card.put("deviation", metadata.normalisation().deviation());
    card.put("attempt", metadata.attempt());
    card.put("held", description.held());
    card.put("finite", description.finite());
    card.put("verdict", entry.verdict().map(SnapshotVerdict::object).orElse(null));
    card.put("evaluations", entry.evaluations().stream().map(SnapshotEvaluation::object).toList());
    card.put("training", description.notes().metrics());
    card.put("settings", settings(metadata.settings()));
    card.put("load_in_torchvision", TorchvisionCode.of(metadata, entry.name()));
    return card;
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** A learner's settings are JSON; those of other writers may be any text. */
  static Map<String, Object> settings(String text) {
    try {
      return JsonReader.parseObject(text);
    } catch (JsonException other) {
      Map<String, Object> settings = new LinkedHashMap<>();
      settings.put("settings", text);
      return settings;
    }
  }

  /**
   * As Markdown.
   *
   * @throws IllegalStateException where the snapshot's description is missing
   */
  public String markdown() {
    SnapshotDescription description = description();
    SnapshotMetadata metadata = description.metadata();
    StringBuilder text = new StringBuilder();
    text.append("# Encoder of step ").append(metadata.step()).append("\n\n");
    text.append(
        "Trained without labels by SSL-HSIC, with hsicflow. Its embeddings compare only among themselves, not with"
            + " another digest's.\n");
    table(text, "What it is", facts(description));
    evaluations(text);
    table(text, "The last step before it", description.notes().metrics());
    table(text, "Settings", settings(metadata.settings()));
    text.append("\n## Load it in torchvision\n\n`pip install torch torchvision safetensors`\n\n")
        .append("```python\n")
        .append(TorchvisionCode.of(metadata, entry.name()))
        .append("```\n");
    return text.toString();
  }

  private Map<String, Object> facts(SnapshotDescription description) {
    SnapshotMetadata metadata = description.metadata();
    int size = metadata.inputSize();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("file", entry.name());
    facts.put("digest", description.digest());
    facts.put("published", Instant.ofEpochMilli(description.notes().publishedAt()));
    facts.put("data", said(metadata.data(), SnapshotOptions.DATA.key()));
    facts.put("licence", said(description.notes().licence(), SnapshotOptions.LICENCE.key()));
    facts.put("training steps", metadata.step());
    facts.put("images seen", metadata.images());
    facts.put(
        "network",
        "ResNet-%d, width %d, stem %s"
            .formatted(metadata.depth(), metadata.width(), metadata.stem().text()));
    facts.put("input", "%d x %d pixels, %s".formatted(size, size, metadata.preprocessing()));
    facts.put(
        "channels",
        "mean %s, deviation %s"
            .formatted(metadata.normalisation().mean(), metadata.normalisation().deviation()));
    facts.put("embedding", TorchvisionCode.embedding(metadata) + " numbers");
    facts.put("attempt", metadata.attempt());
    facts.put("finite", yesOrNo(description.finite()));
    facts.put("held back by the guard", yesOrNo(description.held()));
    facts.put(
        "release rule",
        entry
            .verdict()
            .map(verdict -> verdict.outcome().text() + ": " + verdict.reason())
            .orElse("not asked"));
    return facts;
  }

  private static String said(String text, String option) {
    return text.isEmpty() ? NOT_SAID + " (" + option + ")" : text;
  }

  private static String yesOrNo(boolean value) {
    return value ? "yes" : "no";
  }

  private void evaluations(StringBuilder text) {
    text.append("\n## Evaluations\n\n");
    List<SnapshotEvaluation> evaluations = entry.evaluations();
    if (evaluations.isEmpty()) {
      text.append("None so far.\n");
      return;
    }
    text.append("| evaluation | metric | value | images | at |\n|---|---|---|---|---|\n");
    for (SnapshotEvaluation evaluation : evaluations) {
      evaluation
          .metrics()
          .forEach(
              (metric, value) ->
                  row(
                      text,
                      evaluation.name(),
                      metric,
                      Double.isNaN(value) ? "not a number" : value,
                      evaluation.images(),
                      Instant.ofEpochMilli(evaluation.evaluatedAt())));
    }
  }

  private static void table(StringBuilder text, String title, Map<String, ?> rows) {
    if (!rows.isEmpty()) {
      text.append("\n## ").append(title).append("\n\n| | |\n|---|---|\n");
      rows.forEach((name, value) -> row(text, name, value));
    }
  }

  private static void row(StringBuilder text, Object... cells) {
    for (Object cell : cells) {
      text.append("| ").append(plain(String.valueOf(cell))).append(' ');
    }
    text.append("|\n");
  }

  /** What was written by others stays text in a cell: no line, no column, no markup. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (Character.isISOControl(c)) {
        plain.append(' ');
      } else {
        if ("|\\`*<[".indexOf(c) >= 0) {
          plain.append('\\');
        }
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
