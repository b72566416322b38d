/**
 * A Kafka broker inside the JVM, for the demo and for tests. It is never part of the job. Its
 * loggers are {@code kafka}, {@code org.apache.kafka} and {@code state.change.logger}: set them to
 * WARN for quiet.
 */
package io.hsicflow.broker;
