/**
 * The folder of encoder snapshots on any file system that Flink can reach: written by the trainer,
 * followed by embedders and evaluators. A file is visible only when complete and never changes;
 * small pointer files name the newest one.
 */
package io.hsicflow.operators.snapshot;
