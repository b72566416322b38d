package io.hsicflow.operators.sequencer;

import static io.hsicflow.operators.sequencer.RatedHarness.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.operators.sequencer.RatedHarness.Doing;
import io.hsicflow.schemas.record.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sequencer in arrival order does by clock and load. */
@SuppressWarnings("try") // harnesses throw what they like on closing
class SequencerRatesTest {

  private static final String BUFFER = "replay.policy=fifo replay.images=40 replay.places=2";
  private static final String RISING = BUFFER + " replay.max-places=5 replay.top-up-after=0s";
  private static final String TOPPED_UP = BUFFER + " replay.top-up-after=60s";
  private static final String THINNED = "replay.policy=none sequence.min-share=0.2";

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "reservoir", "min-redundancy"})
  void whileTheTrainerWaitsPlacesRiseToTheLimitForEachFreshImageAndNoFurther(String policy)
      throws Exception {
    String options = RISING.replace("fifo", policy);
    try (RatedHarness sequencer = RatedHarness.open(null, options)) {
      for (int number = 0; number < 40; number++) {
        sequencer.take(number, number + 1);
        sequencer.pass(300, Doing.WAITING);
        assertThat(sequencer.places()).isLessThanOrEqualTo(5 * (number + 1));
      }
      sequencer.pass(3_600_000 / 60, Doing.WAITING);

      assertThat(sequencer.places()).isBetween(5 * 40 - BATCH + 1, 5 * 40);
      assertThat(sequencer.count("replayExtra")).isGreaterThan(80);
      assertThat(sequencer.count("replayed")).isEqualTo(sequencer.places() - 40);
    }
  }

  @Test
  void extraPlacesFillWholeStepsSinceLessWouldNotMakeTheTrainerWork() throws Exception {
    try (RatedHarness sequencer = RatedHarness.open(null, RISING)) {
      for (int number = 0; number < 40; number++) {
        sequencer.take(number, number + 1);
        long before = sequencer.count("replayExtra");
        for (int tenth = 0; tenth < 5; tenth++) {
          sequencer.pass(100, Doing.WAITING);
          if (sequencer.count("replayExtra") > before) {
            assertThat(sequencer.places() % BATCH).isZero();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKING", "PRESSED"})
  void noExtraPlaceIsGivenWhileImagesAreThereOrTheOutputTakesNothing(Doing doing) throws Exception {
    try (RatedHarness sequencer = RatedHarness.open(null, RISING + " replay.top-up-after=1s")) {
      for (int number = 0; number < 20; number++) {
        sequencer.take(number, number + 1);
        sequencer.pass(1_500, doing);
      }

      assertThat(sequencer.count("replayExtra")).isZero();
      assertThat(sequencer.count("replayToppedUp")).isZero();
      sequencer.pass(200, Doing.WAITING);
      assertThat(sequencer.count("replayExtra")).isPositive();
    }
  }

  @Test
  void aBusyDaySavesUpOnlyWhatTheHeldImagesMayTake() throws Exception {
    try (RatedHarness sequencer = RatedHarness.open(null, RISING)) {
      sequencer.take(0, 2_000);
      sequencer.pass(60_000, Doing.WAITING);

      assertThat(sequencer.count("replayExtra")).isBetween(4L * 40 - BATCH + 1, 4L * 40);
    }
  }

  @Test
  void theBudgetOfExtraPlacesGoesOnAfterARestore() throws Exception {
    OperatorSubtaskState state;
    int before;
    try (RatedHarness sequencer = RatedHarness.open(null, RISING)) {
      sequencer.take(0, 20);
      sequencer.pass(150, Doing.WAITING);
      before = sequencer.places();
      state = sequencer.snapshot(1, 1);
    }
    try (RatedHarness sequencer = RatedHarness.open(state, RISING)) {
      sequencer.pass(60_000, Doing.WAITING);

      assertThat(before + sequencer.places()).isBetween(5 * 20 - BATCH + 1, 5 * 20);
      assertThat(sequencer.places()).isPositive();
    }
  }

  @Test
  void aStepThatIsNotFullIsToppedUpAfterTheTimeAndNotBefore() throws Exception {
    try (RatedHarness sequencer = RatedHarness.open(null, TOPPED_UP)) {
      sequencer.take(0, 21);
      int before = sequencer.places();
      assertThat(before % BATCH).isPositive();
      sequencer.pass(30_000, Doing.WAITING);
      sequencer.take(21, 22);
      int room = BATCH - sequencer.places() % BATCH;
      sequencer.pass(59_990, Doing.WAITING);
      assertThat(sequencer.count("replayToppedUp")).isZero();
      sequencer.pass(10, Doing.WAITING);

      assertThat(sequencer.count("replayToppedUp")).isEqualTo(room);
      assertThat(sequencer.places() % BATCH).isZero();
      sequencer.pass(600_000, Doing.WAITING);
      assertThat(sequencer.count("replayToppedUp")).as("no step has begun").isEqualTo(room);
    }
  }

  @Test
  void whatABufferCannotFillIsCountedAndTriedAgainAfterTheNextImage() throws Exception {
    try (RatedHarness sequencer = RatedHarness.open(null, TOPPED_UP)) {
      sequencer.take(0, 3);
      sequencer.pass(600_000, Doing.WAITING);
      assertThat(sequencer.places()).as("three different images").isEqualTo(3);
      assertThat(sequencer.count("replayShortTopUps")).isEqualTo(1);

      sequencer.take(3, 9);
      int room = 2 * BATCH - sequencer.places();
      assertThat(room).isBetween(1, BATCH);
      sequencer.pass(60_000, Doing.WAITING);
      assertThat(sequencer.count("replayToppedUp")).isEqualTo(room);
      assertThat(sequencer.count("replayShortTopUps")).isEqualTo(1);
    }
  }

  @Test
  void whatABufferCannotFillIsCountedWhereExtraPlacesRanOutOfImagesBefore() throws Exception {
    String options = BUFFER + " replay.max-places=9 replay.top-up-after=60s";
    try (RatedHarness sequencer = RatedHarness.open(null, options)) {
      sequencer.take(0, 3);
      sequencer.pass(600_000, Doing.WAITING);

      assertThat(sequencer.places()).as("three different images").isEqualTo(3);
      assertThat(sequencer.count("replayShortTopUps")).isEqualTo(1);
    }
  }

  @Test
  void aStepThatARestoreFindsIsToppedUpToo() throws Exception {
    OperatorSubtaskState state;
    int before;
    try (RatedHarness sequencer = RatedHarness.open(null, TOPPED_UP)) {
      sequencer.take(0, 21);
      before = sequencer.places();
      state = sequencer.snapshot(1, 1);
    }
    try (RatedHarness sequencer = RatedHarness.open(state, TOPPED_UP)) {
      sequencer.pass(60_000, Doing.WAITING);

      assertThat(before + sequencer.places()).isEqualTo(3 * BATCH + 2 * BATCH);
    }
  }

  @Test
  void whateverIsGivenEveryFreshImageHasItsPlaceOnceInOrderAndNoStepHasAnImageTwice()
      throws Exception {
    String options =
        "replay.policy=reservoir replay.images=12 replay.places=1.7 replay.max-places=20"
            + " replay.top-up-after=2s replay.max-age=90ms";
    OperatorSubtaskState state = null;
    int fresh = 0;
    long next = 0;
    for (int part = 0; part < 4; part++) {
      try (RatedHarness sequencer = RatedHarness.open(state, options)) {
        for (int i = 0; i < 60; i++) {
          sequencer.take(fresh, fresh + i % 4);
          fresh += i % 4;
          sequencer.pass(i % 3 * 900, Doing.WAITING);
        }
        for (Example example : sequencer.examples()) {
          assertThat(example.sequence()).isEqualTo(next++);
        }
        sequencer
            .steps()
            .forEach((step, ids) -> assertThat(ids).as("step %d", step).doesNotHaveDuplicates());
        List<String> here =
            IntStream.range(fresh - 90, fresh).mapToObj(SequencerRatesTest::id).toList();
        assertThat(sequencer.examples())
            .extracting(example -> example.image().id())
            .containsSubsequence(here);
        assertThat(sequencer.places() - 90).isEqualTo((int) sequencer.count("replayed"));
        assertThat(sequencer.count("replayExtra")).isPositive();
        state = sequencer.snapshot(part, part);
      }
    }
  }

  private static String id(int number) {
    return ReplayHarness.imageAt(number).id();
  }

  @Test
  void nothingIsGivenAfterTheEndOfTheInput() throws Exception {
    try (RatedHarness sequencer =
        RatedHarness.open(null, BUFFER + " replay.max-places=9 replay.top-up-after=1s")) {
      sequencer.take(0, 21);
      int before = sequencer.places();
      sequencer.endInput();
      sequencer.pass(60_000, Doing.WAITING);

      assertThat(sequencer.places()).isEqualTo(before);
    }
  }

  @Test
  void aStateOfBeforeThereWereRatesIsGoneOnFrom() throws Exception {
    Path kept = Path.of(SequencerRatesTest.class.getResource("/state/replay-1.state").toURI());
    String options =
        "replay.policy=min-redundancy replay.places=2.6 replay.images=20 replay.fair-sources=true"
            + " replay.max-age=50ms replay.candidates=5 replay.max-places=6";
    try (RatedHarness sequencer =
        RatedHarness.open(OperatorSnapshotUtil.readStateHandle(kept.toString()), options)) {
      sequencer.take(101, 131);
      sequencer.pass(60_000, Doing.WAITING);

      assertThat(sequencer.count("replayExtra")).isPositive();
      assertThat(sequencer.places()).isBetween(6 * 30 - BATCH, 6 * 30);
    }
  }

  @Test
  void underBackPressureImagesAreLeftOutEvenlyAndCounted() throws Exception {
    try (RatedHarness sequencer = RatedHarness.open(null, THINNED)) {
      sequencer.take(0, 100);
      assertThat(sequencer.places()).isEqualTo(100);
      sequencer.pass(600_000, Doing.PRESSED);
      assertThat(sequencer.freshShare()).isEqualTo(0.2);
      sequencer.take(100, 1_100);

      assertThat(sequencer.places()).isCloseTo(100 + 200, within(2));
      assertThat(sequencer.count("thinnedImages")).isEqualTo(1_100 - sequencer.places());
      List<Long> offsets =
          sequencer.examples().stream().skip(100).map(example -> example.image().offset()).toList();
      for (int i = 1; i < offsets.size(); i++) {
        assertThat(offsets.get(i) - offsets.get(i - 1)).isBetween(1L, 9L);
      }
    }
  }

  @Test
  void theShareRisesAgainWithoutBackPressureAndGoesOnAfterARestore() throws Exception {
    OperatorSubtaskState state;
    double share;
    try (RatedHarness sequencer = RatedHarness.open(null, THINNED)) {
      sequencer.pass(50_000, Doing.PRESSED);
      share = sequencer.freshShare();
      assertThat(share).isBetween(0.65, 0.75);
      state = sequencer.snapshot(1, 1);
    }
    try (RatedHarness sequencer = RatedHarness.open(state, THINNED)) {
      assertThat(sequencer.freshShare()).isEqualTo(share);
      sequencer.pass(300_000, Doing.WORKING);
      assertThat(sequencer.freshShare()).isEqualTo(1);
      sequencer.take(0, 50);
      assertThat(sequencer.places()).isEqualTo(50);
    }
  }

  @Test
  void placesThatFilledTheOutputThemselvesThinNothing() throws Exception {
    String options = RISING.replace("max-places=5", "max-places=900") + " sequence.min-share=0.2";
    try (RatedHarness sequencer = RatedHarness.open(null, options)) {
      sequencer.take(0, 40);
      for (int second = 0; second < 100; second++) {
        sequencer.pass(300, Doing.WAITING);
        sequencer.pass(700, Doing.PRESSED);
      }

      assertThat(sequencer.count("replayExtra")).isGreaterThan(20L * BATCH);
      assertThat(sequencer.freshShare()).isEqualTo(1);
    }
  }
}
