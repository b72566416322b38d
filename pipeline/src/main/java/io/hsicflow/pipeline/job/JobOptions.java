package io.hsicflow.pipeline.job;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

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
              "What the job does: train the encoder, embed images with its snapshots, evaluate the snapshots by probe"
                  + " images (in a task slot of its own), or several of these.");

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

  /** A folder of TensorBoard's event files. */
  public static final ConfigOption<String> TENSORBOARD =
      ConfigOptions.key("job.tensorboard")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "A folder, on the machine that trains, for event files of TensorBoard (tensorboard --logdir FOLDER): the"
                  + " numbers of the training steps and some of their views; unset: none.");

  /** A file with a line for every image that is trained on. */
  public static final ConfigOption<String> SEQUENCE_CSV =
      ConfigOptions.key("job.sequence-csv")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "A CSV file, on the machine that runs the sequencer, to which every image that gets its place in the"
                  + " training sequence appends a line: place, topic, partition, offset; unset: none.");

  /** Parallelism of the source and gate of the role train. */
  public static final ConfigOption<Integer> SOURCE_TASKS =
      ConfigOptions.key("job.source-tasks")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Tasks that read and decode images to train on; more than there are partitions idle.");

  /** Parallelism of the augmenter. */
  public static final ConfigOption<Integer> AUGMENTER_TASKS =
      ConfigOptions.key("job.augmenter-tasks")
          .intType()
          .noDefaultValue()
          .withDescription(
              "Tasks that make views; unset: one for each processor of the machine that submits the"
                  + " job. Any number gives the same views.");

  /** Parallelism of the source, gate and embedder of the role embed. */
  public static final ConfigOption<Integer> EMBED_TASKS =
      ConfigOptions.key("job.embed-tasks")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Tasks that read, decode and embed images; more than there are partitions idle.");

  private JobOptions() {}

  /** The augmenter's tasks: as set, or the processors of this machine. */
  public static int augmenterTasks(ReadableConfig config) {
    return config
        .getOptional(AUGMENTER_TASKS)
        .orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }
}
