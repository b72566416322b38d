package io.hsicflow.pipeline.fuzz;

import io.hsicflow.schemas.record.RawRecord;

/**
 * One record to try.
 *
 * @param mode how the gate reads it, a value of {@code images.format}
 */
record GateInput(long number, InputKind kind, String mode, RawRecord record) {}
