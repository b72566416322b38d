/**
 * The time that operators see outside Flink's own timers. Nothing here reads a system clock but
 * {@link io.hsicflow.operators.clock.SystemClock}; tests hand in a clock that they move by hand.
 */
package io.hsicflow.operators.clock;
