package io.hsicflow.operators.augmenter;

import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.Views;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Puts the augmenter into a job graph. */
public final class Augmenter {

  /** Identifies the augmenter in savepoints; it has no state. */
  public static final String UID = "augmenter";

  /** The name on the dashboard. */
  public static final String NAME = "augmenter";

  private Augmenter() {}

  /**
   * Makes the views of {@code examples}, which are dealt out in turn.
   *
   * @param size side of the views in pixels
   * @param seed the learner's seed
   * @param parallelism the number of tasks; any gives the same views
   * @throws IllegalArgumentException with a sentence when a setting is out of its range
   */
  public static DataStream<Views> augment(
      DataStream<Example> examples, ReadableConfig config, int size, long seed, int parallelism) {
    AugmentOptions.settings(config);
    return examples
        .rebalance()
        .map(
            new ViewsOfExample(Configuration.fromMap(config.toMap()), size, seed),
            TypeInformation.of(Views.class))
        .name(NAME)
        .uid(UID)
        .setParallelism(parallelism);
  }
}
