/**
 * The one task that learns: it gathers examples by step and slot, runs the learner's step on the
 * task's thread, keeps the learner's whole state as raw operator state, and publishes snapshots of
 * the encoder.
 */
package io.hsicflow.operators.trainer;
