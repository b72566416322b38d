package io.hsicflow.operators.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * States of a sequencer with replay as earlier versions wrote them, kept under {@code
 * resources/state}, are gone on from as if they had just been written. That of a new version is
 * written, once, with the next number in place of N, by
 *
 * <pre>
 * ./mvnw -pl operators -am test -Dtest=ReplayStateVersionsTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dhsicflow.write-replay-state=$PWD/operators/src/test/resources/state/replay-N.state
 * </pre>
 */
@SuppressWarnings("try") // harnesses throw what they like on closing
class ReplayStateVersionsTest {

  private static final String WRITE = "hsicflow.write-replay-state";

  /** What makes use of everything that is in the state; images are held encoded from 2 on. */
  private static final String OPTIONS =
      "policy=min-redundancy places=2.6 images=20 fair-sources=true max-age=50ms candidates=5";

  private static final int WRITTEN_AT = 101;
  private static final int IMAGES = 200;

  @ParameterizedTest
  @CsvSource({"replay-1, decoded", "replay-1, encoded", "replay-2, decoded", "replay-2, encoded"})
  void aStateOfAnEarlierVersionIsGoneOnFrom(String version, String held) throws Exception {
    String options = OPTIONS + " held=" + held;
    Path kept =
        Path.of(ReplayStateVersionsTest.class.getResource("/state/" + version + ".state").toURI());
    List<String> before = new ArrayList<>();
    List<String> undisturbed = new ArrayList<>();
    try (ReplayHarness sequencer = new ReplayHarness(ReplayHarness.policy(options))) {
      sequencer.open();
      sequencer.take(0, WRITTEN_AT);
      before.addAll(sequencer.places());
      sequencer.take(WRITTEN_AT, IMAGES);
      undisturbed.addAll(sequencer.places());
    }
    try (ReplayHarness sequencer = new ReplayHarness(ReplayHarness.policy(options))) {
      sequencer.initializeState(OperatorSnapshotUtil.readStateHandle(kept.toString()));
      sequencer.open();
      sequencer.take(WRITTEN_AT, IMAGES);

      assertThat(sequencer.places())
          .isEqualTo(undisturbed.subList(before.size(), undisturbed.size()));
    }
  }

  @Test
  @EnabledIfSystemProperty(named = WRITE, matches = ".+")
  void theStateOfThisVersionIsWritten() throws Exception {
    try (ReplayHarness sequencer =
        new ReplayHarness(ReplayHarness.policy(OPTIONS + " held=encoded"))) {
      sequencer.open();
      sequencer.take(0, WRITTEN_AT);
      OperatorSubtaskState state = sequencer.snapshot(1, 1);

      OperatorSnapshotUtil.writeStateHandle(state, System.getProperty(WRITE));
    }
  }
}
