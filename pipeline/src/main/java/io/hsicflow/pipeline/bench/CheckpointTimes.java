package io.hsicflow.pipeline.bench;

import io.hsicflow.pipeline.run.TaskCheckpoint;
import java.util.List;
import java.util.Map;

/** What {@link CheckpointBenchmark} has measured, for people and for programs. */
public final class CheckpointTimes {
  /** What the pause is meant to stay below, for a learner of 256 MB. */
  private static final double BAR_MILLIS = 50;

  private static final double MEGABYTE = 1e6;

  private final StepSettings settings;
  private final String backend;
  private final Spread pauses;
  private final Spread synchronous;
  private final Spread background;
  private final long bytes;
  private final long staged;

  /**
   * @param pauses of the trainer's thread, in milliseconds, one a checkpoint
   * @param checkpoints what Flink says of the trainer's part of them
   * @param staged the most bytes that copies of the state have taken at once
   */
  CheckpointTimes(
      StepSettings settings,
      String backend,
      double[] pauses,
      List<TaskCheckpoint> checkpoints,
      long staged) {
    if (checkpoints.size() != settings.measuring().steps() || pauses.length != checkpoints.size()) {
      throw new IllegalStateException(
          "The job completed %d checkpoints and told %d pauses in place of %d: its times cannot be told."
              .formatted(checkpoints.size(), pauses.length, settings.measuring().steps()));
    }
    this.settings = settings;
    this.backend = backend;
    this.pauses = new Spread(pauses);
    synchronous =
        new Spread(checkpoints.stream().mapToDouble(TaskCheckpoint::pauseMillis).toArray());
    background =
        new Spread(checkpoints.stream().mapToDouble(TaskCheckpoint::backgroundMillis).toArray());
    bytes = checkpoints.stream().mapToLong(TaskCheckpoint::bytes).max().orElseThrow();
    this.staged = staged;
  }

  /** Copies of the state beyond the learner's own, as parts of its size. */
  private double copies() {
    return (double) staged / bytes;
  }

  private double megabytesPerSecond() {
    return bytes / MEGABYTE / (Math.max(1, background.median()) / 1000);
  }

  /** One object for {@link io.hsicflow.model.json.JsonWriter}. */
  public Map<String, Object> json() {
    Map<String, Object> json = settings.json(backend);
    json.remove("steps");
    json.put("warmup", settings.measuring().warmup());
    json.put("checkpoints", pauses.count());
    json.put("state_bytes", bytes);
    put(json, "pause_ms", pauses);
    json.put("pause_bar_ms", BAR_MILLIS);
    put(json, "flink_sync_ms", synchronous);
    put(json, "background_ms", background);
    json.put("background_mb_s", megabytesPerSecond());
    json.put("staging_bytes", staged);
    json.put("copies", copies());
    return json;
  }

  private static void put(Map<String, Object> json, String key, Spread spread) {
    spread.putPercentiles(json, key);
    json.put(key + "_max", spread.highest());
  }

  /** Some lines for people. */
  public String text() {
    return settings.text(backend)
        + "State: %.1f MB%n".formatted(bytes / MEGABYTE)
        + "Pause of the trainer's thread: median %.1f ms of %d checkpoints (%.1f to %.1f, at most %.1f); the bar for 256 MB is %.0f ms.%n"
            .formatted(
                pauses.median(),
                pauses.count(),
                pauses.percentile(0.1),
                pauses.percentile(0.9),
                pauses.highest(),
                BAR_MILLIS)
        + "Write in the background: median %.0f ms (%.0f to %.0f, at most %.0f), %.0f MB/s.%n"
            .formatted(
                background.median(),
                background.percentile(0.1),
                background.percentile(0.9),
                background.highest(),
                megabytesPerSecond())
        + "Copies of the state beyond the learner's own: %.2f times its size at most.%n"
            .formatted(copies())
        + "In brackets: 10th to 90th percentile.%n".formatted();
  }
}
