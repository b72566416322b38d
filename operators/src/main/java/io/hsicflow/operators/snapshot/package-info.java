/**
 * The folder of encoder snapshots on any file system that Flink can reach: written by the trainer,
 * followed by embedders and evaluators. A file is visible only when complete and never changes;
 * small pointer files name the newest and the released one. What is found of a snapshot later lies
 * beside it as JSON: evaluations, the verdict of the release rule, its model card.
 */
package io.hsicflow.operators.snapshot;
