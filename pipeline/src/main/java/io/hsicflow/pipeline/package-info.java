/**
 * The whole of hsicflow put together: {@code config} reads and checks settings, {@code job} draws
 * the Flink job graph, {@code local} runs it in this process, {@code cli} is the command line.
 */
package io.hsicflow.pipeline;
