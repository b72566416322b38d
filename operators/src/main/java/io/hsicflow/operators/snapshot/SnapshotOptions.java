package io.hsicflow.operators.snapshot;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of encoder snapshots. */
public final class SnapshotOptions {

  /** Where snapshots lie. */
  public static final ConfigOption<String> FOLDER =
      ConfigOptions.key("snapshot.folder")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "The folder of snapshots, as a path or a URI of a file system that Flink knows; unset: the folder"
                  + " 'snapshots' of the job's folder.");

  /** Snapshots by steps. */
  public static final ConfigOption<Long> EVERY_STEPS =
      ConfigOptions.key("snapshot.every-steps")
          .longType()
          .defaultValue(1000L)
          .withDescription("A snapshot after every so many training steps; 0: none by steps.");

  /** Snapshots by time. */
  public static final ConfigOption<Duration> EVERY =
      ConfigOptions.key("snapshot.every")
          .durationType()
          .defaultValue(Duration.ZERO)
          .withDescription(
              "A snapshot after the step that runs when so much time has gone by, if a step was done since the last; 0:"
                  + " none by time.");

  /** A snapshot before the first step. */
  public static final ConfigOption<Boolean> INITIAL =
      ConfigOptions.key("snapshot.initial")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether a snapshot of the untrained encoder is made before the first step.");

  /** The description of the data in a snapshot's metadata. */
  public static final ConfigOption<String> DATA =
      ConfigOptions.key("snapshot.data")
          .stringType()
          .defaultValue("")
          .withDescription(
              "A description of the training data, kept in every snapshot's metadata.");

  /** The licence in a snapshot's card. */
  public static final ConfigOption<String> LICENCE =
      ConfigOptions.key("snapshot.licence")
          .stringType()
          .defaultValue("")
          .withDescription(
              "The licence of the trained weights, as it is to stand in the model card beside every snapshot.");

  private SnapshotOptions() {}
}
