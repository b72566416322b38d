package io.hsicflow.pipeline.evaluate;

import io.hsicflow.pipeline.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The linear classifier with few labels: trained as by {@link LinearProtocol}, on those that {@link
 * LabelChoice} leaves. A protocol of ours: the reference code has none for few labels (METHOD.md
 * section 6).
 *
 * @param shares of the labels, each above 0 and at most 1
 */
public record SemiProtocol(List<Double> shares) implements Protocol {

  /** Checks the shares. */
  public SemiProtocol {
    shares = List.copyOf(shares);
    for (double share : shares) {
      if (!(share > 0 && share <= 1)) {
        throw new UserException(
            "A share of the labels is %s: take above 0 and at most 1, such as --labels 0.01,0.1."
                .formatted(share));
      }
    }
  }

  @Override
  public String name() {
    return "semi";
  }

  @Override
  public List<ProtocolResult> judge(EmbeddedSet set) {
    List<ProtocolResult> results = new ArrayList<>();
    for (double share : shares) {
      LabelledPart chosen = new LabelChoice(share).of(set.train());
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("share", share);
      figures.putAll(LinearProtocol.figures(chosen, set.test()));
      results.add(
          new ProtocolResult(
              String.format(
                  Locale.ROOT, "%s %% of the labels, %,d", percent(share), chosen.count()),
              figures));
    }
    return results;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4f", 100 * share).replaceFirst("\\.?0+$", "");
  }
}
