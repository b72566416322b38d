package io.hsicflow.operators.gate;

import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import java.io.Serializable;

/** Judges records, one at a time. */
interface Inspector {

  /** Makes one for each decoding thread; travels with the gate in the job graph. */
  interface Factory extends Serializable {

    /** One of its own for a thread. */
    Inspector make();
  }

  /** The verdict on one record. */
  GateResult inspect(RawRecord record);
}
