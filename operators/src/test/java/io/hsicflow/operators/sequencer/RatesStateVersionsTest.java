package io.hsicflow.operators.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.sequencer.RatedHarness.Doing;
import io.hsicflow.schemas.record.Example;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * States of a sequencer with rates as earlier versions wrote them, kept under {@code
 * resources/state}, are gone on from as if they had just been written. That of a new version is
 * written, once, with the next number in place of N, by
 *
 * <pre>
 * ./mvnw -pl operators -am test -Dtest=RatesStateVersionsTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dhsicflow.write-rates-state=$PWD/operators/src/test/resources/state/rates-N.state
 * </pre>
 */
@SuppressWarnings("try") // harnesses throw what they like on closing
class RatesStateVersionsTest {

  private static final String WRITE = "hsicflow.write-rates-state";
  private static final String OPTIONS =
      "replay.policy=reservoir replay.images=30 replay.places=1.7 replay.max-places=6"
          + " sequence.min-share=0.2";
  private static final int WRITTEN_AT = 120;
  private static final int IMAGES = 400;

  @ParameterizedTest
  @ValueSource(strings = "rates-1")
  void aStateOfAnEarlierVersionIsGoneOnFrom(String version) throws Exception {
    Path kept =
        Path.of(RatesStateVersionsTest.class.getResource("/state/" + version + ".state").toURI());
    List<String> undisturbed;
    try (RatedHarness sequencer = RatedHarness.open(null, OPTIONS)) {
      before(sequencer);
      int written = sequencer.places();
      after(sequencer);
      undisturbed = places(sequencer.examples().subList(written, sequencer.places()));
    }
    try (RatedHarness sequencer =
        RatedHarness.open(OperatorSnapshotUtil.readStateHandle(kept.toString()), OPTIONS)) {
      after(sequencer);

      assertThat(places(sequencer.examples())).isEqualTo(undisturbed);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = WRITE, matches = ".+")
  void theStateOfThisVersionIsWritten() throws Exception {
    try (RatedHarness sequencer = RatedHarness.open(null, OPTIONS)) {
      before(sequencer);

      OperatorSnapshotUtil.writeStateHandle(sequencer.snapshot(1, 1), System.getProperty(WRITE));
    }
  }

  /** Lets images be left out, and saves up places that are not all given. */
  private static void before(RatedHarness sequencer) throws Exception {
    sequencer.pass(100_000, Doing.PRESSED);
    sequencer.take(0, WRITTEN_AT);
    sequencer.pass(200, Doing.WAITING);
    assertThat(sequencer.count("thinnedImages")).isPositive();
    assertThat(sequencer.count("replayExtra")).isPositive();
  }

  private static void after(RatedHarness sequencer) throws Exception {
    sequencer.pass(10_000, Doing.WAITING);
    sequencer.take(WRITTEN_AT, IMAGES);
    sequencer.pass(10_000, Doing.WAITING);
  }

  private static List<String> places(List<Example> examples) {
    return examples.stream()
        .map(example -> example.sequence() + ": " + example.image().id())
        .toList();
  }
}
