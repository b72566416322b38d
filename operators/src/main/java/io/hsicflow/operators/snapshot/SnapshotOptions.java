package io.hsicflow.operators.snapshot;

import java.time.Duration;
import java.util.List;
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

  /** How many snapshots stay. */
  public static final ConfigOption<Integer> KEEP =
      ConfigOptions.key("snapshot.keep")
          .intType()
          .defaultValue(0)
          .withDescription(
              "After each snapshot the job deletes all but the newest so many, counted apart for those that were held"
                  + " back; 0: it deletes none. Never goes what the pointers newest and released name, the best by"
                  + " release.metric, or what is pinned.");

  /** Which older ones stay. */
  public static final ConfigOption<Long> KEEP_EVERY_STEPS =
      ConfigOptions.key("snapshot.keep-every-steps")
          .longType()
          .defaultValue(0L)
          .withDescription(
              "With snapshot.keep: snapshots of a step divisible by this stay, too; 0: none for that.");

  /** Which ones stay whatever their age. */
  public static final ConfigOption<List<String>> PINNED =
      ConfigOptions.key("snapshot.pinned")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Digests, or their first 12 digits or more, of snapshots that are never deleted, for embedders of other"
                  + " deployments. What embed.snapshot and learner.initial-weights of the same settings name is pinned"
                  + " anyway.");

  private SnapshotOptions() {}
}
