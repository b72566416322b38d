/**
 * The one place that decides what is trained on: it numbers the images that passed the gate and
 * gives every one its step, rank and slot. Two orders: as images arrive, or in a fixed turn over
 * the partitions (DESIGN.md, Order).
 */
package io.hsicflow.operators.sequencer;
