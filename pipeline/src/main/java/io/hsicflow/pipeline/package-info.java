/**
 * The whole of hsicflow put together: {@code config} reads and checks settings, {@code job} draws
 * the Flink job graph, {@code run} runs it here or on a cluster, {@code bench} measures its parts,
 * {@code cli} is the command line.
 */
package io.hsicflow.pipeline;
