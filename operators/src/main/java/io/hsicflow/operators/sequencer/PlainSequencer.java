package io.hsicflow.operators.sequencer;

import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** A sequencer of a job whose learner nobody changes while it runs. */
final class PlainSequencer extends SequencerOperator
    implements OneInputStreamOperator<GateResult, Example>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  PlainSequencer(SequenceRules rules) {
    super(rules);
  }

  @Override
  public void processElement(StreamRecord<GateResult> element) throws Exception {
    take(element.getValue());
  }

  @Override
  public void endInput() throws Exception {
    endImages();
  }
}
