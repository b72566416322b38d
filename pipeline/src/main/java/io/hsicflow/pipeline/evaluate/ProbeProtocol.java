package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.metrics.LinearProbe;
import io.hsicflow.operators.evaluator.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A linear classifier of embeddings that do not change, trained to convergence on all labels. */
public record ProbeProtocol() implements Protocol {
  @Override
  public String name() {
    return "probe";
  }

  @Override
  public List<ProtocolResult> judge(EmbeddedSet set) {
    return List.of(new ProtocolResult("all labels", figures(set.train(), set.test())));
  }

  /** What a classifier of {@code train} makes of {@code test}. */
  static Map<String, Object> figures(LabelledPart train, LabelledPart test) {
    LinearProbe probe = LinearProbe.train(train.vectors(), train.labels(), () -> {});
    Map<String, Object> figures = new LinkedHashMap<>();
    double[] accuracies = probe.accuracies(test.vectors(), test.labels(), 1, Figures.LIKELIEST);
    figures.put(ProtocolResult.TOP1, accuracies[0]);
    figures.put(ProtocolResult.TOP5, accuracies[1]);
    figures.put("labels", train.count());
    figures.put("weight_decay", LinearProbe.WEIGHT_DECAY);
    figures.put("tolerance", LinearProbe.TOLERANCE);
    figures.put("steps", probe.steps());
    figures.put("converged", probe.hasConverged());
    return figures;
  }
}
