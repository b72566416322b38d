package io.hsicflow.operators.sequencer;

import io.hsicflow.schemas.record.GateResult;

/** Keeps the turns that came before their time, by partition and number. */
interface WaitingTurns {

  void put(int partition, long number, GateResult turn) throws Exception;

  GateResult get(int partition, long number) throws Exception;

  void remove(int partition, long number) throws Exception;
}
