package io.hsicflow.operators.sequencer;

import io.hsicflow.operators.TestImages;
import io.hsicflow.schemas.avro.Control;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** A sequencer that takes changes of the learner beside images, in Flink's harness. */
@SuppressWarnings("try") // harnesses throw what they like on closing
final class ControlledHarness
    extends KeyedTwoInputStreamOperatorTestHarness<Integer, GateResult, RawRecord, Example> {

  static final int BATCH = 4;

  ControlledHarness() throws Exception {
    super(
        new ControlledSequencer(rules()),
        turn -> SequencerOperator.KEY,
        change -> SequencerOperator.KEY,
        Types.INT,
        1,
        1,
        0);
  }

  static SequenceRules rules() {
    return TestRules.arrival(BATCH, new FreshImagesOnly());
  }

  static GateResult image(int number) {
    return GateResult.accept(TestImages.image(0, number, 2));
  }

  static byte[] message(String kind, long steps) {
    return message(kind, steps, null);
  }

  static byte[] message(String kind, long steps, Double value) {
    return MessageCodec.CONTROL.encode(
        Control.newBuilder()
            .setKind(kind)
            .setSteps(steps)
            .setValue(value)
            .setIssuedAt(Instant.EPOCH)
            .setIssuer("team")
            .setReason("It ends.")
            .build());
  }

  void images(int from, int to) throws Exception {
    for (int number = from; number < to; number++) {
      processElement1(new StreamRecord<>(image(number)));
    }
  }

  void control(long offset, byte[] value) throws Exception {
    processElement2(new StreamRecord<>(new RawRecord("control", 0, offset, 0, null, value)));
  }

  /** The examples that carry a change. */
  List<Example> changed() {
    return extractOutputValues().stream().filter(example -> example.change() != null).toList();
  }
}
