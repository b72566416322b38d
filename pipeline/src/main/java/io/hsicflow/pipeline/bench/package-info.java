/**
 * Measurements of the parts that decide how fast a run is: {@code StepBenchmark} times whole steps
 * of the learner in a plain loop, without Flink; {@code PipelineBenchmark} sets the job beside it;
 * {@code CheckpointBenchmark} times the job's checkpoints; {@code ReplayBenchmark} times the buffer
 * of replay; {@code LossBenchmark} times the loss alone; {@code AugmentBenchmark} times decoding
 * and augmentation alone. {@code LearnBenchmark} says how good the encoder gets by images and
 * minutes.
 */
package io.hsicflow.pipeline.bench;
