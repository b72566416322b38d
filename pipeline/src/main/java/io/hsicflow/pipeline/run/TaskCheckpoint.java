package io.hsicflow.pipeline.run;

/**
 * One task's part of a complete checkpoint, as Flink tells it.
 *
 * @param pauseMillis of the task's thread
 * @param backgroundMillis of the write behind it
 * @param bytes of the state
 * @param written of these bytes, by this checkpoint; fewer where it is incremental
 */
public record TaskCheckpoint(long pauseMillis, long backgroundMillis, long bytes, long written) {}
