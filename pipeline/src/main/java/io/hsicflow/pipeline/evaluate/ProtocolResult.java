package io.hsicflow.pipeline.evaluate;

import io.hsicflow.operators.evaluator.Figures;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a protocol found.
 *
 * @param settings that it was found with, as people read them
 * @param figures shares of the test images and what else there is to say, by name; numbers and
 *     booleans
 */
public record ProtocolResult(String settings, Map<String, Object> figures) {

  /** The share of the test images whose class was the likeliest. */
  public static final String TOP1 = Figures.TOP1;

  /** The share of the test images whose class was among the five likeliest. */
  public static final String TOP5 = Figures.TOP5;

  public ProtocolResult {
    figures = new LinkedHashMap<>(figures);
  }
}
