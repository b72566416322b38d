/**
 * The learner: settings, one training step, its whole state as bytes, and the encoder for
 * inference. Knows no Flink and no Kafka; a plain loop can drive it.
 */
package io.hsicflow.model.learner;
