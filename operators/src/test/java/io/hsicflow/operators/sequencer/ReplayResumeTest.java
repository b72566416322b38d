package io.hsicflow.operators.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.TestImages;
import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.operators.replay.ReplayOptions;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.SourceImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sequence with replay that is cut by checkpoints is that of an undisturbed run. */
@SuppressWarnings("try") // harnesses throw what they like on closing
class ReplayResumeTest {

  private static final int BATCH = 8;
  private static final int IMAGES = 240;

  /** Before the buffer is full, in the middle of a step, with images too old, right after one. */
  private static final List<Integer> CUTS = List.of(5, 23, 24, 101, 170);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "policy=fifo places=2.6 images=20",
        "policy=fifo places=2.6 images=20 fair-sources=true max-age=30ms",
        "policy=reservoir places=3 images=20",
        "policy=reservoir places=3 images=100 max-bytes=240b",
        "policy=reservoir places=1.7 images=20 fair-sources=true max-age=50ms",
        "policy=min-redundancy places=2 images=20",
        "policy=min-redundancy places=2.6 images=20 candidates=5",
        "policy=min-redundancy places=2 images=20 fair-sources=true max-age=50ms candidates=3",
        "policy=repeat places=2.5",
      })
  void aRestoreInTheMiddleChangesNoPlace(String options) throws Exception {
    List<String> undisturbed = run(policy(options), List.of());

    assertThat(run(policy(options), CUTS)).isEqualTo(undisturbed);
    assertThat(undisturbed).hasSizeGreaterThan(IMAGES);
  }

  @Test
  void aStateWithoutReplayIsTakenUpWithAnEmptyBufferAndOneWithReplayWithoutIt() throws Exception {
    OperatorSubtaskState state;
    try (Harness sequencer = new Harness(new FreshImagesOnly())) {
      sequencer.open();
      sequencer.take(0, 20);
      state = sequencer.snapshot(1, 1);
    }
    try (Harness sequencer = new Harness(policy("policy=fifo places=2 images=9"))) {
      sequencer.initializeState(state);
      sequencer.open();
      sequencer.take(20, 40);

      assertThat(sequencer.places().get(0)).isEqualTo("20: " + imageAt(20).id());
      assertThat(sequencer.places()).hasSizeGreaterThan(30);
      state = sequencer.snapshot(2, 2);
    }
    try (Harness sequencer = new Harness(new FreshImagesOnly())) {
      sequencer.initializeState(state);
      sequencer.open();
      sequencer.take(40, 60);

      assertThat(sequencer.places()).hasSize(20);
      state = sequencer.snapshot(3, 3);
    }
    try (Harness sequencer = new Harness(policy("policy=fifo places=2 images=9"))) {
      sequencer.initializeState(state);
      sequencer.open();
      sequencer.take(60, 61);

      assertThat(sequencer.places()).as("the buffer that was left in the state").hasSize(2);
    }
  }

  private static List<String> run(ReplayPolicy policy, List<Integer> cuts) throws Exception {
    List<String> places = new ArrayList<>();
    OperatorSubtaskState state = null;
    int from = 0;
    List<Integer> ends = new ArrayList<>(cuts);
    ends.add(IMAGES);
    for (int end : ends) {
      try (Harness sequencer = new Harness(policy)) {
        if (state != null) {
          sequencer.initializeState(state);
        }
        sequencer.open();
        sequencer.take(from, end);
        state = sequencer.snapshot(end, end);
        places.addAll(sequencer.places());
      }
      from = end;
    }
    return places;
  }

  private static ReplayPolicy policy(String options) {
    Configuration config = new Configuration();
    for (String option : options.split(" ")) {
      config.setString("replay." + option.split("=")[0], option.split("=")[1]);
    }
    return ReplayOptions.policy(config, 11);
  }

  /** Every third image is of another camera; every fifth was taken long before it came. */
  private static SourceImage imageAt(int number) {
    SourceImage image = TestImages.image(0, number, number % 7 == 0 ? 4 : 2);
    return new SourceImage(
        image.topic(),
        image.partition(),
        image.offset(),
        image.id(),
        number % 3 == 0 ? "door" : "belt",
        image.capturedAt() - (number % 5 == 0 ? 25 : 0),
        null,
        image.width(),
        image.height(),
        image.rgb());
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<Integer, GateResult, Example> {

    Harness(ReplayPolicy policy) throws Exception {
      super(
          new SequencerOperator(
              SequenceOrder.ARRIVAL,
              List.of(),
              new WaitingBounds(1, 1, Duration.ofSeconds(60)),
              BATCH,
              1,
              policy,
              new ManualClock()),
          turn -> SequencerOperator.KEY,
          Types.INT,
          1,
          1,
          0);
    }

    void take(int from, int to) throws Exception {
      for (int number = from; number < to; number++) {
        processElement(new StreamRecord<>(GateResult.accept(imageAt(number))));
      }
    }

    /** Every place with its image. */
    List<String> places() {
      return extractOutputValues().stream()
          .map(example -> example.sequence() + ": " + example.image().id())
          .toList();
    }
  }
}
