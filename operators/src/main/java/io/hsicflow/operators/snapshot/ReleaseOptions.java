package io.hsicflow.operators.snapshot;

import io.hsicflow.model.guard.GuardSettings;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of the rule that releases snapshots. */
public final class ReleaseOptions {

  /** When the job judges. */
  public static final ConfigOption<ReleaseMoment> AFTER =
      ConfigOptions.key("release.after")
          .enumType(ReleaseMoment.class)
          .defaultValue(ReleaseMoment.PUBLICATION)
          .withDescription(
              "When the job lets the rule judge a snapshot and the pointer 'released' follow it: publication (by what is"
                  + " known then, and again when it is evaluated), evaluation (only then: nothing that was not evaluated"
                  + " is released) or command (only 'hsicflow snapshots release' moves the pointer).");

  /** The result that counts. */
  public static final ConfigOption<String> METRIC =
      ConfigOptions.key("release.metric")
          .stringType()
          .defaultValue("knn.top1")
          .withDescription(
              "The result, of which more is better, that the rule compares with the best of all snapshots: the"
                  + " evaluation's name, a point and the metric's name.");

  /** How much below the best is let through. */
  public static final ConfigOption<Double> TOLERANCE =
      ConfigOptions.key("release.tolerance")
          .doubleType()
          .defaultValue(0.02)
          .withDescription(
              "How far below the best snapshot's release.metric one may be and is released, in the metric's unit (0.02 of"
                  + " an accuracy are two points). Only results over as many images are compared.");

  /** The spread of a collapse. */
  public static final ConfigOption<Double> EMBEDDING_STD =
      ConfigOptions.key("release.embedding-std")
          .doubleType()
          .defaultValue(GuardSettings.DEFAULT.collapse())
          .withDescription(
              "A snapshot whose last step before it had a smaller embeddingStd (1 is even in all directions, 0 is"
                  + " collapse) is not released; 0: any.");

  private ReleaseOptions() {}
}
