package io.hsicflow.operators.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.LearnerChange;
import io.hsicflow.schemas.record.LearnerChangeKind;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * States of a sequencer that changes wait in, as earlier versions wrote them, kept under {@code
 * resources/state}, are gone on from: the changes take effect at the steps that they were given.
 * That of a new version is written, once, with the next number in place of N, by
 *
 * <pre>
 * ./mvnw -pl operators -am test -Dtest=ControlStateVersionsTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dhsicflow.write-control-state=$PWD/operators/src/test/resources/state/control-N.state
 * </pre>
 */
@SuppressWarnings("try") // harnesses throw what they like on closing
class ControlStateVersionsTest {

  private static final String WRITE = "hsicflow.write-control-state";
  private static final int WRITTEN_AT = 10;
  private static final int IMAGES = 100;

  @Test
  void decaysThatTheFirstVersionKeptTakeEffectAtTheirSteps() throws Exception {
    assertThat(changesOf("control-1"))
        .extracting(LearnerChange::place, LearnerChange::kind, LearnerChange::steps)
        .containsExactly(
            tuple("control-0-7", LearnerChangeKind.FINAL_DECAY, 100L),
            tuple("control-0-8", LearnerChangeKind.FINAL_DECAY, 50L));
  }

  @Test
  void changesThatTheSecondVersionKeptTakeEffectWithTheirNumbers() throws Exception {
    assertThat(changesOf("control-2"))
        .containsExactly(
            change(7, LearnerChangeKind.PEAK_RATE, 100, 0.25),
            change(8, LearnerChangeKind.TAU, 50, 0.996),
            change(9, LearnerChangeKind.SNAPSHOT, 1, 0),
            change(10, LearnerChangeKind.FINAL_DECAY, 30, 0));
  }

  /** What takes effect, one a step, from the step on that all were given it before. */
  private static List<LearnerChange> changesOf(String version) throws Exception {
    Path kept =
        Path.of(ControlStateVersionsTest.class.getResource("/state/" + version + ".state").toURI());
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.initializeState(OperatorSnapshotUtil.readStateHandle(kept.toString()));
      sequencer.open();
      sequencer.images(WRITTEN_AT, IMAGES);

      long step = -Math.floorDiv(-WRITTEN_AT, ControlledHarness.BATCH) + PendingChanges.FIRST_LEAD;
      for (Example example : sequencer.changed()) {
        assertThat(example.step()).isEqualTo(step++);
      }
      return sequencer.changed().stream().map(Example::change).toList();
    }
  }

  private static LearnerChange change(
      long offset, LearnerChangeKind kind, long steps, double value) {
    return new LearnerChange("control-0-" + offset, kind, steps, value, "team", "It ends.");
  }

  @Test
  @EnabledIfSystemProperty(named = WRITE, matches = ".+")
  void theStateOfThisVersionIsWritten() throws Exception {
    try (ControlledHarness sequencer = new ControlledHarness()) {
      sequencer.open();
      sequencer.images(0, WRITTEN_AT);
      sequencer.control(7, ControlledHarness.message("peak-rate", 100, 0.25));
      sequencer.control(8, ControlledHarness.message("tau", 50, 0.996));
      sequencer.control(9, ControlledHarness.message("snapshot", 1));
      sequencer.control(10, ControlledHarness.message("final-decay", 30));
      OperatorSubtaskState state = sequencer.snapshot(1, 1);

      OperatorSnapshotUtil.writeStateHandle(state, System.getProperty(WRITE));
    }
  }
}
