package io.hsicflow.operators.sequencer;

import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * A sequencer with a second input, of changes of the learner. Its state is that of a {@link
 * PlainSequencer} and may go on from one.
 */
final class ControlledSequencer extends SequencerOperator
    implements TwoInputStreamOperator<GateResult, RawRecord, Example>, BoundedMultiInput {

  private static final long serialVersionUID = 1L;
  private static final int IMAGES = 1;

  ControlledSequencer(SequenceRules rules) {
    super(rules);
  }

  @Override
  public void processElement1(StreamRecord<GateResult> element) throws Exception {
    take(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<RawRecord> element) {
    takeChange(element.getValue());
  }

  @Override
  public void endInput(int inputId) throws Exception {
    if (inputId == IMAGES) {
      endImages();
    }
  }
}
