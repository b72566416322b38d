package io.hsicflow.operators.evaluator;

import static io.hsicflow.operators.options.OptionRule.require;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the evaluator. */
public final class EvaluationOptions {
  private static final int LEAST_IMAGES = 4;

  /** Neighbours that vote. */
  public static final ConfigOption<Integer> K =
      ConfigOptions.key("evaluation.k")
          .intType()
          .defaultValue(200)
          .withDescription(
              "How many nearest neighbours vote on the class of an image; a smaller bank gives all it has.");

  /** The weight of near neighbours. */
  public static final ConfigOption<Double> TEMPERATURE =
      ConfigOptions.key("evaluation.temperature")
          .doubleType()
          .defaultValue(0.1)
          .withDescription(
              "Temperature of the vote: a neighbour counts exp(cosine / temperature); lower listens to the nearest.");

  /** The part of the time that evaluations may take. */
  public static final ConfigOption<Double> SHARE =
      ConfigOptions.key("evaluation.share")
          .doubleType()
          .defaultValue(0.05)
          .withDescription(
              "The part of the time, above 0 and at most 1, in which the evaluator's one thread works: after a turn of a"
                  + " few milliseconds it rests in proportion. 1 never rests: for a machine that does nothing else.");

  /** The most probe images. */
  public static final ConfigOption<Integer> MAX_IMAGES =
      ConfigOptions.key("evaluation.max-images")
          .intType()
          .defaultValue(5000)
          .withDescription(
              "The most probe images that are used, bank and query together; of more, those whose ids have the smallest"
                  + " hashes. They stay decoded on the heap: 3 bytes for each pixel of the encoder's input, 9 where they are query.");

  /** The window of drift. */
  public static final ConfigOption<Integer> DRIFT_IMAGES =
      ConfigOptions.key("evaluation.drift-images")
          .intType()
          .defaultValue(500)
          .withDescription(
              "How many of the last images of the topics that the job reads are embedded beside the probe, to measure how"
                  + " far the stream has drifted from it and from the window before; 0 for none. Each partition gives as"
                  + " many. The pictures of two windows lie on the heap: 3 bytes for each pixel of the encoder's input.");

  /** Pictures embedded at once. */
  public static final ConfigOption<Integer> BATCH =
      ConfigOptions.key("evaluation.batch")
          .intType()
          .defaultValue(1)
          .withDescription(
              "How many pictures are embedded at a time, without a rest in between: more are faster on a GPU, fewer make"
                  + " shorter turns.");

  /** How often the store is asked. */
  public static final ConfigOption<Duration> POLL =
      ConfigOptions.key("evaluation.poll")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription("How often the store is asked for a newer snapshot to evaluate.");

  private EvaluationOptions() {}

  /**
   * @throws IllegalArgumentException with a sentence where an option is out of its range
   */
  static void check(ReadableConfig config) {
    double share = config.get(SHARE);
    require(
        share > 0 && share <= 1,
        SHARE,
        share,
        "must be above 0 and at most 1, the whole of one thread's time");
    if (config.get(K) < 1 || !(config.get(TEMPERATURE) > 0)) {
      throw new IllegalArgumentException(
          "evaluation.k is "
              + config.get(K)
              + " and evaluation.temperature is "
              + config.get(TEMPERATURE)
              + "; set the first to at least 1 and the second above 0.");
    }
    if (config.get(MAX_IMAGES) < LEAST_IMAGES || config.get(BATCH) < 1) {
      throw new IllegalArgumentException(
          "evaluation.max-images is "
              + config.get(MAX_IMAGES)
              + " and evaluation.batch is "
              + config.get(BATCH)
              + "; set the first to at least "
              + LEAST_IMAGES
              + ", some of bank and some of query, and the second to at least 1.");
    }
    if (config.get(DRIFT_IMAGES) < 0) {
      throw new IllegalArgumentException(
          "evaluation.drift-images is "
              + config.get(DRIFT_IMAGES)
              + "; set 0 for no drift, or a few hundred.");
    }
    if (config.get(POLL).isNegative() || config.get(POLL).isZero()) {
      throw new IllegalArgumentException(
          "evaluation.poll is "
              + config.get(POLL).toMillis()
              + " ms; set how long to wait between two looks at the store.");
    }
  }
}
