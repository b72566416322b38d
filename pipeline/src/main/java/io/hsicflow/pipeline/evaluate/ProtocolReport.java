package io.hsicflow.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An evaluation by a protocol, done.
 *
 * @param protocol its name
 * @param encoder what was evaluated
 * @param data the data set
 * @param set what there is to say of it
 * @param results what the protocol found
 */
public record ProtocolReport(
    String protocol,
    EvaluatedEncoder encoder,
    Path data,
    SetFacts set,
    List<ProtocolResult> results) {

  /**
   * Embeds the data and asks the protocol.
   *
   * @throws io.hsicflow.pipeline.UserException with a sentence, where the data do not suffice
   */
  public static ProtocolReport of(
      Protocol protocol, EvaluatedEncoder encoder, Path data, SetEmbedder embedder)
      throws IOException {
    EmbeddedSet set = embedder.embed(encoder, data);
    return new ProtocolReport(protocol.name(), encoder, data, set.facts(), protocol.judge(set));
  }

  /** For programs. */
  public Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("protocol", protocol);
    object.put("encoder", encoder.object());
    object.put("data", data.toString());
    object.put("classes", set.classes());
    object.put("train", set.train());
    object.put("test", set.test());
    object.put("split", set.heldOut().text());
    object.put("refused", set.refused());
    object.put("unlabelled", set.unlabelled());
    object.put("preprocess", set.preprocess());
    List<Object> found = new ArrayList<>();
    results.forEach(result -> found.add(result.figures()));
    object.put("results", found);
    return object;
  }

  /** For people, each line ended. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s of %s, digest %.12s, step %,d: %,d images to learn from, %,d to test with (split %s), %,d classes, %,d refused, %,d without a class%n",
            protocol,
            encoder.name(),
            encoder.snapshot().digest(),
            encoder.snapshot().metadata().step(),
            set.train(),
            set.test(),
            set.heldOut().text(),
            set.classes(),
            set.refused(),
            set.unlabelled()));
    for (ProtocolResult result : results) {
      text.append(line(result)).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String line(ProtocolResult result) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "top-1 %6.2f %%",
            100 * (Double) result.figures().get(ProtocolResult.TOP1)));
    if (result.figures().get(ProtocolResult.TOP5) instanceof Double top5) {
      line.append(String.format(Locale.ROOT, ", top-5 %6.2f %%", 100 * top5));
    }
    line.append("  (").append(result.settings());
    if (Boolean.FALSE.equals(result.figures().get("converged"))) {
      line.append("; training ended after ")
          .append(result.figures().get("steps"))
          .append(" steps without converging");
    }
    return line.append(')').toString();
  }
}
