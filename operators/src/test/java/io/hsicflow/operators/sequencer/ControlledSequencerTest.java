package io.hsicflow.operators.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.LearnerChange;
import io.hsicflow.schemas.record.LearnerChangeKind;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // harnesses throw what they like on closing
class ControlledSequencerTest {

  private static final int BATCH = ControlledHarness.BATCH;
  private static final long LEAD = PendingChanges.FIRST_LEAD;
  private static final LearnerChange DECAY =
      new LearnerChange("control-0-7", LearnerChangeKind.FINAL_DECAY, 100, 0, "team", "It ends.");

  @Test
  void aChangeTravelsWithTheFirstExampleOfItsStep() throws Exception {
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.open();
      sequencer.images(0, 6);
      sequencer.control(7, ControlledHarness.message("final-decay", 100));
      sequencer.snapshot(1, 1);
      sequencer.notifyOfCompletedCheckpoint(1);
      sequencer.images(6, 100);

      // Six examples before the cut: step 1 is under way there, and step 2 lies wholly after it.
      assertThat(sequencer.changed())
          .containsExactly(
              new Example(
                  (2 + LEAD) * BATCH,
                  2 + LEAD,
                  0,
                  0,
                  sequencer.extractOutputValues().get((int) (2 + LEAD) * BATCH).image(),
                  DECAY));
    }
  }

  @Test
  void aFailureBeforeAnyCheckpointHoldsTheChangeLeavesItToTheSourceToReadItAgain()
      throws Exception {
    OperatorSubtaskState before;
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.open();
      sequencer.images(0, 6);
      before = sequencer.snapshot(1, 1);
      sequencer.notifyOfCompletedCheckpoint(1);
      sequencer.control(7, ControlledHarness.message("final-decay", 100));
      sequencer.images(6, 200);
      assertThat(sequencer.changed()).isEmpty();
    }
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.initializeState(before);
      sequencer.open();
      sequencer.images(6, 200);
      assertThat(sequencer.changed()).isEmpty();
    }
  }

  @Test
  void aFailureBehindTheStepLetsTheReplayTakeTheSameStepAlsoWithoutANotification()
      throws Exception {
    OperatorSubtaskState holding;
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.open();
      sequencer.control(7, ControlledHarness.message("final-decay", 100));
      holding = sequencer.snapshot(1, 1);
      sequencer.notifyOfCompletedCheckpoint(1);
      sequencer.images(0, 100);
      assertThat(sequencer.changed()).extracting(Example::step).containsExactly(LEAD);
    }
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.initializeState(holding);
      sequencer.open();
      sequencer.images(0, 10);
      OperatorSubtaskState later = sequencer.snapshot(2, 2);
      sequencer.images(10, 100);
      assertThat(sequencer.changed()).extracting(Example::step).containsExactly(LEAD);

      try (ControlledHarness again = new ControlledHarness()) {
        again.initializeState(later);
        again.open();
        again.images(10, 100);
        assertThat(again.changed()).extracting(Example::step).containsExactly(LEAD);
      }
    }
  }

  @Test
  void aCheckpointBehindTheStepHoldsTheChangeNoMore() throws Exception {
    OperatorSubtaskState behind;
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.open();
      sequencer.control(7, ControlledHarness.message("final-decay", 100));
      sequencer.snapshot(1, 1);
      sequencer.notifyOfCompletedCheckpoint(1);
      sequencer.images(0, 100);
      behind = sequencer.snapshot(2, 2);
    }
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.initializeState(behind);
      sequencer.open();
      sequencer.images(100, 300);
      assertThat(sequencer.changed()).isEmpty();
    }
  }

  @Test
  void aStepWhoseCheckpointHasNotCompletedLapsesAndTheNextCheckpointChoosesAnother()
      throws Exception {
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.open();
      sequencer.control(7, ControlledHarness.message("final-decay", 100));
      sequencer.snapshot(1, 1);
      sequencer.images(0, 100);
      assertThat(sequencer.changed()).isEmpty();
      sequencer.snapshot(2, 2);
      sequencer.notifyOfCompletedCheckpoint(2);
      sequencer.images(100, 300);

      assertThat(sequencer.changed()).extracting(Example::step).containsExactly(25 + 2 * LEAD);
    }
  }

  @Test
  void everyKindOfChangeTravelsWithItsNumberOneAStep() throws Exception {
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.open();
      sequencer.control(1, ControlledHarness.message("peak-rate", 20, 0.25));
      sequencer.control(2, ControlledHarness.message("tau", 1, 0.996));
      sequencer.control(3, ControlledHarness.message("snapshot", 1));
      sequencer.control(4, ControlledHarness.message("final-decay", 7));
      sequencer.snapshot(1, 1);
      sequencer.notifyOfCompletedCheckpoint(1);
      sequencer.images(0, 100);

      assertThat(sequencer.changed())
          .extracting(Example::step)
          .containsExactly(LEAD, LEAD + 1, LEAD + 2, LEAD + 3);
      assertThat(sequencer.changed())
          .extracting(Example::change)
          .extracting(LearnerChange::kind, LearnerChange::steps, LearnerChange::value)
          .containsExactly(
              tuple(LearnerChangeKind.PEAK_RATE, 20L, 0.25),
              tuple(LearnerChangeKind.TAU, 1L, 0.996),
              tuple(LearnerChangeKind.SNAPSHOT, 1L, 0.0),
              tuple(LearnerChangeKind.FINAL_DECAY, 7L, 0.0));
    }
  }

  @Test
  void whatIsNoReadableChangeIsLeftOutAndTheJobGoesOn() throws Exception {
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.open();
      sequencer.control(0, null);
      sequencer.control(1, "final-decay".getBytes(StandardCharsets.UTF_8));
      sequencer.control(2, new byte[1 << 20]);
      sequencer.control(3, ControlledHarness.message("grow-wings", 1));
      sequencer.control(4, ControlledHarness.message("final-decay", 0));
      sequencer.control(5, ControlledHarness.message("final-decay", -5));
      sequencer.control(6, ControlledHarness.message("x".repeat(2_000), 5));
      sequencer.control(6, ControlledHarness.message("peak-rate", 5));
      sequencer.control(6, ControlledHarness.message("peak-rate", 5, Double.NaN));
      sequencer.control(6, ControlledHarness.message("peak-rate", 5, Double.POSITIVE_INFINITY));
      sequencer.control(6, ControlledHarness.message("peak-rate", 5, -0.1));
      sequencer.control(6, ControlledHarness.message("peak-rate", 0, 0.1));
      sequencer.control(6, ControlledHarness.message("tau", 5, 1.5));
      sequencer.control(7, ControlledHarness.message("final-decay", 100));
      sequencer.snapshot(1, 1);
      sequencer.notifyOfCompletedCheckpoint(1);
      sequencer.images(0, 100);

      assertThat(sequencer.changed()).extracting(Example::change).containsExactly(DECAY);
    }
  }

  @Test
  void theStateOfASequencerWithoutControlIsTakenUpAndTheOtherWayRound() throws Exception {
    OperatorSubtaskState state;
    try (var plain =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new PlainSequencer(ControlledHarness.rules()),
            turn -> SequencerOperator.KEY,
            Types.INT,
            1,
            1,
            0)) {
      plain.open();
      plain.processElement(new StreamRecord<>(ControlledHarness.image(0)));
      state = plain.snapshot(1, 1);
    }
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.initializeState(state);
      sequencer.open();
      sequencer.images(1, 3);
      assertThat(sequencer.extractOutputValues())
          .extracting(Example::sequence)
          .containsExactly(1L, 2L);
      state = sequencer.snapshot(2, 2);
    }
    try (var plain =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new PlainSequencer(ControlledHarness.rules()),
            turn -> SequencerOperator.KEY,
            Types.INT,
            1,
            1,
            0)) {
      plain.initializeState(state);
      plain.open();
      plain.processElement(new StreamRecord<>(ControlledHarness.image(3)));
      assertThat(plain.extractOutputValues()).extracting(Example::sequence).containsExactly(3L);
    }
  }
}
