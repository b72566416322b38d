package io.hsicflow.pipeline.job;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of the job as a whole. */
public final class JobOptions {
  /** Name in the dashboard, and prefix of consumer groups and transactional ids. */
  public static final ConfigOption<String> NAME =
      ConfigOptions.key("job.name")
          .stringType()
          .defaultValue("hsicflow")
          .withDescription(
              "Name of the job in the dashboard; consumer groups and transactional ids start with it.");

  /** The roles that this deployment plays. */
  public static final ConfigOption<List<Role>> ROLES =
      ConfigOptions.key("job.roles")
          .enumType(Role.class)
          .asList()
          .defaultValues(Role.TRAIN, Role.EMBED)
          .withDescription(
              "What the job does: train the encoder, embed images with its snapshots, or both.");

  /** Where checkpoints and savepoints lie. */
  public static final ConfigOption<String> FOLDER =
      ConfigOptions.key("job.folder")
          .stringType()
          .defaultValue("hsicflow-state")
          .withDescription(
              "Path or URI of the folder for checkpoints, savepoints and, unless set otherwise,"
                  + " snapshots; on a cluster one that all its machines reach.");

  /** A file with a line for every training step. */
  public static final ConfigOption<String> METRICS_CSV =
      ConfigOptions.key("job.metrics-csv")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "A CSV file, on the machine that trains, to which every training step appends a line;"
                  + " unset: none.");

  private JobOptions() {}
}
