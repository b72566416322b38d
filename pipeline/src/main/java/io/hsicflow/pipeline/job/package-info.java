/**
 * The job: its options, the settings of Flink that it needs, and the graph of docs/architecture.md
 * section 1, {@code main} over {@code runJob} over {@code defineWorkflow}.
 */
package io.hsicflow.pipeline.job;
