/**
 * What lets records in: it reads the record, decodes the picture once under hard limits on threads
 * of its own, and makes of each record one {@link io.hsicflow.schemas.record.GateResult}, accepted
 * or rejected, in the order in which they came. Rejected records leave by a side output with their
 * original bytes.
 */
package io.hsicflow.operators.gate;
