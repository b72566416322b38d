/**
 * The command line. Every command is a small picocli class; what it does is done by the classes it
 * calls, which it names only inside {@code call()}, so that {@code --help} loads neither Flink nor
 * Kafka.
 */
package io.hsicflow.pipeline.cli;
