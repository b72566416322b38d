package io.hsicflow.operators.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.operators.TestImages;
import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // harnesses throw what they like on closing
class SequencerOperatorTest {

  private static final int BATCH = 4;

  @Test
  void inOrderOfArrivalImagesAreNumberedAsTheyCome() throws Exception {
    try (Harness sequencer = arrival(BATCH)) {
      sequencer.open();
      sequencer.take(
          image(1, 7), image(0, 3), rejected(0, 4), image(1, 8), image(1, 9), image(0, 5));

      assertThat(sequencer.ids()).containsExactly("1/7", "0/3", "1/8", "1/9", "0/5");
      assertThat(sequencer.examples())
          .extracting(Example::sequence)
          .containsExactly(0L, 1L, 2L, 3L, 4L);
      Example last = sequencer.examples().get(4);
      assertThat(last.step()).isEqualTo(1);
      assertThat(last.slot()).isZero();
    }
  }

  @Test
  void numbersGoOnAfterARestore() throws Exception {
    OperatorSubtaskState state;
    try (Harness sequencer = arrival(BATCH)) {
      sequencer.open();
      sequencer.take(image(0, 0), image(0, 1), image(0, 2));
      state = sequencer.snapshot(1, 1);
    }
    try (Harness sequencer = arrival(BATCH)) {
      sequencer.initializeState(state);
      sequencer.open();
      sequencer.take(image(0, 3), image(0, 4));

      assertThat(sequencer.examples()).extracting(Example::sequence).containsExactly(3L, 4L);
    }
  }

  @Test
  void anotherBatchIsRefusedOnRestoreWithASentence() throws Exception {
    OperatorSubtaskState state;
    try (Harness sequencer = arrival(BATCH)) {
      sequencer.open();
      state = sequencer.snapshot(1, 1);
    }
    try (Harness sequencer = arrival(8)) {
      assertThatThrownBy(() -> sequencer.initializeState(state))
          .hasMessageContaining("learner.batch = 4")
          .hasMessageContaining("asks for 8");
    }
  }

  @Test
  void inRotationOrderTheInterleavingOnArrivalDoesNotMatter() throws Exception {
    List<GateResult> zero = List.of(image(0, 0), image(0, 1), image(0, 2));
    List<GateResult> one = List.of(image(1, 5), rejected(1, 6), image(1, 7), image(1, 9));
    List<GateResult> inTurn =
        List.of(
            zero.get(0), one.get(0), zero.get(1), one.get(1), zero.get(2), one.get(2), one.get(3));
    List<GateResult> oneAfterOther = new ArrayList<>(one);
    oneAfterOther.addAll(zero);

    for (List<GateResult> arrival : List.of(inTurn, oneAfterOther)) {
      try (Harness sequencer = rotation(span(0, 0, 3), span(1, 5, 10))) {
        sequencer.open();
        sequencer.take(arrival.toArray(GateResult[]::new));

        assertThat(sequencer.ids()).containsExactly("0/0", "1/5", "0/1", "0/2", "1/7", "1/9");
      }
    }
  }

  @Test
  void aPartitionWhoseLastRecordCameIsOutOfTheTurn() throws Exception {
    try (Harness sequencer = rotation(span(0, 0, 1), span(1, 0, 3), span(2, 4, 4))) {
      sequencer.open();
      sequencer.take(image(1, 0), image(1, 1), image(1, 2));
      assertThat(sequencer.ids()).isEmpty();
      sequencer.take(image(0, 0));

      assertThat(sequencer.ids()).containsExactly("0/0", "1/0", "1/1", "1/2");
    }
  }

  @Test
  void whatStillWaitsIsHandedOutAtTheEndOfTheInput() throws Exception {
    try (Harness sequencer = rotation(span(0, 0, 9), span(1, 0, 9))) {
      sequencer.open();
      sequencer.take(image(1, 0), image(1, 1), image(0, 0));
      sequencer.endInput();

      assertThat(sequencer.ids()).containsExactly("0/0", "1/0", "1/1");
    }
  }

  @Test
  void turnsThatWaitSurviveARestore() throws Exception {
    PartitionSpan[] spans = {
      span(0, 0, PartitionSpan.UNBOUNDED), span(1, 0, PartitionSpan.UNBOUNDED)
    };
    OperatorSubtaskState state;
    try (Harness sequencer = rotation(spans)) {
      sequencer.open();
      sequencer.take(image(0, 0), image(0, 1), rejected(0, 2), image(0, 3));
      assertThat(sequencer.ids()).containsExactly("0/0");
      state = sequencer.snapshot(1, 1);
    }
    try (Harness sequencer = rotation(spans)) {
      sequencer.initializeState(state);
      sequencer.open();
      sequencer.take(image(1, 0), image(1, 1), image(1, 2), image(1, 3));

      assertThat(sequencer.ids()).containsExactly("1/0", "0/1", "1/1", "1/2", "0/3", "1/3");
      assertThat(sequencer.examples())
          .extracting(Example::sequence)
          .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }
  }

  @Test
  void aPartitionStopsWhereItDidBeforeTheRestoreAsTheSourceDoes() throws Exception {
    OperatorSubtaskState state;
    try (Harness sequencer = rotation(span(0, 0, 1), span(1, 0, 3))) {
      sequencer.open();
      sequencer.take(image(0, 0), image(1, 0));
      state = sequencer.snapshot(1, 1);
    }
    try (Harness sequencer = rotation(span(0, 0, 9), span(1, 0, 9))) {
      sequencer.initializeState(state);
      sequencer.open();
      sequencer.take(image(1, 1), image(1, 2));

      assertThat(sequencer.ids()).containsExactly("1/1", "1/2");
    }
  }

  @Test
  void aPartitionWithoutAStopBeforeTheRestoreStopsWhereTheSourceNowDoes() throws Exception {
    OperatorSubtaskState state;
    PartitionSpan[] endless = {
      span(0, 0, PartitionSpan.UNBOUNDED), span(1, 0, PartitionSpan.UNBOUNDED)
    };
    try (Harness sequencer = rotation(endless)) {
      sequencer.open();
      sequencer.take(image(0, 0), image(1, 0));
      state = sequencer.snapshot(1, 1);
    }
    try (Harness sequencer = rotation(span(0, 0, 1), span(1, 0, 3))) {
      sequencer.initializeState(state);
      sequencer.open();
      sequencer.take(image(1, 1), image(1, 2));

      assertThat(sequencer.ids()).containsExactly("1/1", "1/2");
    }
  }

  @Test
  void otherPartitionsAreRefusedOnRestoreWithASentence() throws Exception {
    OperatorSubtaskState state;
    try (Harness sequencer = rotation(span(0, 0, 9))) {
      sequencer.open();
      state = sequencer.snapshot(1, 1);
    }
    try (Harness sequencer = rotation(span(0, 0, 9), span(1, 0, 9))) {
      assertThatThrownBy(() -> sequencer.initializeState(state))
          .hasMessageContaining("[images-0]")
          .hasMessageContaining("[images-0, images-1]");
    }
  }

  @Test
  void aLatePartitionIsNamedWhenTooMuchWaitsForIt() throws Exception {
    try (Harness sequencer =
        new Harness(TestRules.rotation(BATCH, 2, span(0, 0, 9), span(1, 0, 9)))) {
      sequencer.open();
      sequencer.take(image(1, 0), image(1, 1));

      assertThatThrownBy(() -> sequencer.take(image(1, 2)))
          .hasMessageContaining("Partition images-0 is late")
          .hasMessageContaining("3 images");
    }
  }

  @Test
  void aLatePartitionIsNamedWhenImagesWaitForItTooLong() throws Exception {
    try (Harness sequencer = rotation(span(0, 0, 9), span(1, 0, 9))) {
      sequencer.open();
      sequencer.take(image(1, 0));
      sequencer.pass(50_000);
      sequencer.take(image(0, 0), image(1, 1), image(1, 2));
      sequencer.pass(59_999);
      assertThat(sequencer.ids()).containsExactly("0/0", "1/0");

      assertThatThrownBy(() -> sequencer.pass(1))
          .hasMessageContaining("Partition images-0 is late")
          .hasMessageContaining("2 images")
          .hasMessageContaining("sequence.max-waiting-time = 60 s");
    }
  }

  @Test
  void theTimeThatImagesWaitBeginsWhenTheFirstOfThemComes() throws Exception {
    try (Harness sequencer = rotation(span(0, 0, 9), span(1, 0, 9))) {
      sequencer.open();
      sequencer.take(image(1, 0), image(0, 0));
      sequencer.pass(59_000);
      sequencer.take(image(1, 1));
      sequencer.pass(59_999);
      assertThat(sequencer.ids()).containsExactly("0/0", "1/0");

      assertThatThrownBy(() -> sequencer.pass(1)).hasMessageContaining("1 images");
    }
  }

  @Test
  void aRotationThatWaitsForNothingMayRestForEver() throws Exception {
    try (Harness sequencer = rotation(span(0, 0, 9), span(1, 0, 9))) {
      sequencer.open();
      sequencer.take(image(1, 0), image(0, 0));
      sequencer.pass(10_000_000);
      sequencer.take(image(0, 1), image(1, 1));

      assertThat(sequencer.ids()).containsExactly("0/0", "1/0", "0/1", "1/1");
    }
  }

  @Test
  void aTimeOfDayThatIsSetAheadMakesNoPartitionLate() throws Exception {
    try (Harness sequencer = rotation(span(0, 0, 9), span(1, 0, 9))) {
      sequencer.open();
      sequencer.take(image(1, 0));
      sequencer.pass(1_000);
      sequencer.setProcessingTime(86_400_000);
      sequencer.pass(58_999);
      assertThat(sequencer.ids()).isEmpty();

      assertThatThrownBy(() -> sequencer.pass(1))
          .hasMessageContaining("Partition images-0 is late");
    }
  }

  @Test
  void aTimeOfDayThatIsSetBackMakesALatePartitionNoLater() throws Exception {
    try (Harness sequencer = rotation(span(0, 0, 9), span(1, 0, 9))) {
      sequencer.setProcessingTime(86_400_000);
      sequencer.open();
      sequencer.setProcessingTime(0);
      sequencer.take(image(1, 0));

      assertThatThrownBy(() -> sequencer.pass(60_000))
          .hasMessageContaining("Partition images-0 is late");
    }
  }

  @Test
  void aPartitionUnknownAtTheStartIsRefused() throws Exception {
    try (Harness sequencer = rotation(span(0, 0, 9))) {
      sequencer.open();

      assertThatThrownBy(() -> sequencer.take(image(5, 0))).hasMessageContaining("images-5");
    }
  }

  @Test
  void recordsOfAPartitionOutOfTheirOrderAreRefused() throws Exception {
    try (Harness sequencer = rotation(span(0, 0, 9))) {
      sequencer.open();
      sequencer.take(image(0, 3));

      assertThatThrownBy(() -> sequencer.take(image(0, 2)))
          .hasMessageContaining("Offset 2 of partition images-0 came after offset 3");
    }
  }

  private static GateResult image(int partition, long offset) {
    return GateResult.accept(TestImages.image(partition, offset, 2));
  }

  private static GateResult rejected(int partition, long offset) {
    return GateResult.reject(
        new RejectedRecord("images", partition, offset, 0, null, null, "damaged", ""));
  }

  private static PartitionSpan span(int partition, long start, long stop) {
    return new PartitionSpan("images", partition, start, stop);
  }

  private static Harness arrival(int batch) throws Exception {
    return new Harness(TestRules.arrival(batch, new FreshImagesOnly()));
  }

  private static Harness rotation(PartitionSpan... spans) throws Exception {
    return new Harness(TestRules.rotation(BATCH, 100, spans));
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<Integer, GateResult, Example> {

    Harness(SequenceRules rules) throws Exception {
      super(new PlainSequencer(rules), turn -> SequencerOperator.KEY, Types.INT, 1, 1, 0);
      setProcessingTime(0);
    }

    /** Lets time pass on all clocks. */
    void pass(long millis) throws Exception {
      new ManualClock().advanceMillis(millis);
      setProcessingTime(getProcessingTime() + millis);
    }

    void take(GateResult... results) throws Exception {
      for (GateResult result : results) {
        processElement(new StreamRecord<>(result));
      }
    }

    List<Example> examples() {
      return extractOutputValues();
    }

    List<String> ids() {
      return examples().stream().map(example -> example.image().id()).toList();
    }
  }
}
