/**
 * The one place that decides what is trained on: it numbers the images that passed the gate and
 * gives every one its step, rank and slot. Two orders: as images arrive, or in a fixed turn over
 * the partitions (docs/architecture.md, Order). A {@link
 * io.hsicflow.operators.sequencer.ReplayPolicy} may let images of the past take places beside the
 * fresh ones.
 */
package io.hsicflow.operators.sequencer;
