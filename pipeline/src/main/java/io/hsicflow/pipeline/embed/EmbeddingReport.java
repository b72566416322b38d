package io.hsicflow.pipeline.embed;

import java.util.List;

/**
 * What became of a set of images.
 *
 * @param embedded how many were embedded
 * @param refused how many the gate refused
 * @param named the first of those
 * @param passedOver how many files of the data set were passed over: no images by their names,
 *     empty, or too large
 * @param stopped whether it ended before the last image because it was told to
 */
public record EmbeddingReport(
    long embedded, long refused, List<Refusal> named, long passedOver, boolean stopped) {

  /** Copies the list. */
  public EmbeddingReport {
    named = List.copyOf(named);
  }

  /**
   * An image that the gate refused.
   *
   * @param name its id, or the place of its record
   * @param code the reason's code
   * @param message a sentence
   */
  public record Refusal(String name, String code, String message) {}
}
