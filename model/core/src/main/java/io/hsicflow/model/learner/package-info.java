/**
 * The learner: settings, one training step, its whole state as bytes, the encoder for inference,
 * and the training on labels that evaluates it. Knows no Flink and no Kafka; a plain loop can drive
 * it.
 */
package io.hsicflow.model.learner;
