package io.hsicflow.operators.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.MeteredTask;
import io.hsicflow.operators.TestImages;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RejectedRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The sequencer counts what the gate let in, by its source, before it has a place. */
@SuppressWarnings("try") // harnesses throw what they like on closing
class SequencedSourcesTest {

  private static final String IMAGES = "source.images";

  @Test
  void everyAcceptedImageIsCountedOnceAlsoOverARestore() throws Exception {
    OperatorSubtaskState state;
    try (MeteredTask task = new MeteredTask();
        Harness sequencer = new Harness(task)) {
      sequencer.open();
      // Partition 0 is waited for: the images of partition 1 are in the state, without a place.
      sequencer.take(image(1, 0), image(1, 1), rejected(1, 2));
      assertThat(sequencer.extractOutputValues()).isEmpty();
      assertThat(task.value(IMAGES)).isEqualTo(2L);
      assertThat(task.identifiers()).anyMatch(name -> name.endsWith(".source.camera.images"));
      state = sequencer.snapshot(1, 1);
    }
    try (MeteredTask task = new MeteredTask();
        Harness sequencer = new Harness(task)) {
      sequencer.initializeState(state);
      sequencer.open();
      sequencer.take(image(0, 0), image(0, 1));

      assertThat(sequencer.extractOutputValues()).hasSize(4);
      assertThat(task.value(IMAGES)).isEqualTo(4L);
    }
  }

  private static GateResult image(int partition, long offset) {
    return GateResult.accept(TestImages.image(partition, offset, 2));
  }

  private static GateResult rejected(int partition, long offset) {
    return GateResult.reject(
        new RejectedRecord("images", partition, offset, 0, null, null, "damaged", ""));
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<Integer, GateResult, Example> {

    Harness(MeteredTask task) throws Exception {
      super(
          new PlainSequencer(
              TestRules.rotation(
                  4,
                  100,
                  new PartitionSpan("images", 0, 0, 9),
                  new PartitionSpan("images", 1, 0, 9))),
          turn -> SequencerOperator.KEY,
          Types.INT,
          task.environment());
    }

    void take(GateResult... results) throws Exception {
      for (GateResult result : results) {
        processElement(new StreamRecord<>(result));
      }
    }
  }
}
