package io.hsicflow.pipeline.job;

import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.pipeline.UserException;
import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;

/**
 * Flink's own settings as this job needs them: defaults where the user set none, a sentence where
 * the user set what would break the promise that learner and input move together.
 */
public final class FlinkSettings {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int KEPT = 3;

  /** Brokers that are away fail each role's sinks after two minutes and then every minute. */
  private static final int FAILURES = 10;

  private static final Duration FAILURE_WINDOW = Duration.ofMinutes(10);
  private static final Duration RESTART_DELAY = Duration.ofSeconds(2);

  private static final String ROCKSDB = "rocksdb";

  private FlinkSettings() {}

  /**
   * A copy of {@code given} with what is missing.
   *
   * @throws UserException for checkpoints that are unaligned, at least once or kept in the
   *     JobManager
   */
  public static Configuration complete(Configuration given) {
    Configuration settings = new Configuration(given);
    refuseWhatBreaksConsistency(settings);
    setDefault(settings, PipelineOptions.NAME, settings.get(JobOptions.NAME));
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    setDefault(settings, CheckpointingOptions.CHECKPOINTING_INTERVAL, INTERVAL);
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    setDefault(
        settings, CheckpointingOptions.CHECKPOINTS_DIRECTORY, below(settings, "checkpoints"));
    setDefault(settings, CheckpointingOptions.SAVEPOINT_DIRECTORY, below(settings, "savepoints"));
    setDefault(settings, SnapshotOptions.FOLDER, below(settings, "snapshots"));
    // Without it Flink reads operator state byte by byte: 30 MB of records under way at a gate took
    // 24 s to restore,
    // with it 0.3 s.
    setDefault(settings, ExecutionOptions.SNAPSHOT_COMPRESSION, true);
    if (usesRocksDb(settings)) {
      // It is there for buffers of gigabytes: all of that each minute is more than a disk takes.
      setDefault(settings, CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    }
    setDefault(settings, CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, KEPT);
    // Flink's own default fails the job at the first checkpoint that fails: it would go back to the
    // last one, lose what was trained since, and fail again while the storage is full or gone.
    setDefault(settings, CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    setDefault(
        settings,
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    if (!settings.contains(RestartStrategyOptions.RESTART_STRATEGY)) {
      settings.set(RestartStrategyOptions.RESTART_STRATEGY, "failure-rate");
      setDefault(
          settings,
          RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL,
          FAILURES);
      setDefault(
          settings,
          RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL,
          FAILURE_WINDOW);
      setDefault(
          settings, RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY, RESTART_DELAY);
    }
    return settings;
  }

  /** Whether keyed state lies in RocksDB. */
  public static boolean usesRocksDb(ReadableConfig settings) {
    return settings.get(StateBackendOptions.STATE_BACKEND).equalsIgnoreCase(ROCKSDB);
  }

  /** The folder {@code name} below {@code job.folder}, as a URI with a scheme. */
  public static String below(Configuration settings, String name) {
    return new Path(absolute(settings.get(JobOptions.FOLDER)), name).toString();
  }

  /** {@code path} with a scheme: a path without one is of this machine. */
  public static Path absolute(String path) {
    URI uri = new Path(path).toUri();
    return uri.getScheme() != null
        ? new Path(uri)
        : Path.fromLocalFile(new File(path).getAbsoluteFile());
  }

  private static void refuseWhatBreaksConsistency(Configuration settings) {
    String storage = settings.getOptional(CheckpointingOptions.CHECKPOINT_STORAGE).orElse("");
    if (storage.toLowerCase(Locale.ROOT).contains("jobmanager")) {
      throw new UserException(
          CheckpointingOptions.CHECKPOINT_STORAGE.key()
              + " is "
              + storage
              + ", but the JobManager keeps at most 5 MB of state and a learner is larger; remove the"
              + " setting and give a folder in job.folder.");
    }
    if (settings.get(CheckpointingOptions.ENABLE_UNALIGNED)) {
      throw new UserException(
          CheckpointingOptions.ENABLE_UNALIGNED.key()
              + " is true, but only aligned checkpoints cut the training sequence at one place; remove"
              + " the setting.");
    }
    if (settings.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE)
        != CheckpointingMode.EXACTLY_ONCE) {
      throw new UserException(
          CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE.key()
              + " is AT_LEAST_ONCE, but then images would be trained on twice after a failure; remove"
              + " the setting.");
    }
  }

  private static <T> void setDefault(Configuration settings, ConfigOption<T> option, T value) {
    if (!settings.contains(option)) {
      settings.set(option, value);
    }
  }
}
