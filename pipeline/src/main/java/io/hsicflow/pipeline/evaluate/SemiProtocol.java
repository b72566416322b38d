package io.hsicflow.pipeline.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The linear classifier with few labels: trained as by {@link ProbeProtocol}, on those that {@link
 * LabelChoice} leaves. A protocol of ours: the reference code has none for few labels
 * (docs/method.md section 6).
 *
 * @param choices shares of the labels, with a result for each
 */
public record SemiProtocol(List<LabelChoice> choices) implements Protocol {

  /** What the protocol is called. */
  public static final String NAME = "semi";

  /** Copies the list. */
  public SemiProtocol {
    choices = List.copyOf(choices);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<ProtocolResult> judge(EmbeddedSet set) {
    List<ProtocolResult> results = new ArrayList<>();
    for (LabelChoice choice : choices) {
      LabelledPart chosen = choice.of(set.train());
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("share", choice.share());
      figures.putAll(ProbeProtocol.figures(chosen, set.test()));
      results.add(new ProtocolResult(choice.text(chosen.count()), figures));
    }
    return results;
  }
}
