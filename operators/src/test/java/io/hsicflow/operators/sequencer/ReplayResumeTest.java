package io.hsicflow.operators.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.SourceImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sequence with replay that is cut by checkpoints is that of an undisturbed run. */
@SuppressWarnings("try") // harnesses throw what they like on closing
class ReplayResumeTest {

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
        "policy=reservoir places=3 images=20 held=encoded",
        "policy=min-redundancy places=2 images=20 held=encoded",
        "policy=repeat places=2.5 held=encoded",
      })
  void aRestoreInTheMiddleChangesNoPlace(String options) throws Exception {
    List<String> undisturbed = run(ReplayHarness.policy(options), List.of());

    assertThat(run(ReplayHarness.policy(options), CUTS)).isEqualTo(undisturbed);
    assertThat(undisturbed).hasSizeGreaterThan(IMAGES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "policy=fifo places=2.6 images=20",
        "policy=min-redundancy places=2.6 images=20 fair-sources=true",
        "policy=repeat places=2.5"
      })
  void theFormInWhichImagesAreHeldMayChangeAtAnyRestoreAndChangesNoPlace(String options)
      throws Exception {
    List<String> undisturbed = run(ReplayHarness.policy(options), List.of());
    List<String> changed = new ArrayList<>();
    OperatorSubtaskState state = null;
    for (int cut = 0; cut < 6; cut++) {
      String form = cut % 2 == 0 ? " held=decoded" : " held=encoded";
      try (ReplayHarness sequencer = new ReplayHarness(ReplayHarness.policy(options + form))) {
        if (state != null) {
          sequencer.initializeState(state);
        }
        sequencer.open();
        sequencer.take(40 * cut, 40 * (cut + 1));
        state = sequencer.snapshot(cut, cut);
        changed.addAll(sequencer.places());
      }
    }

    assertThat(changed).isEqualTo(undisturbed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "reservoir", "min-redundancy", "repeat"})
  void aFreshImageLeavesAsPixelsAndOneThatWasHeldEncodedAsItsFile(String policy) throws Exception {
    try (ReplayHarness sequencer =
        new ReplayHarness(
            ReplayHarness.policy("policy=" + policy + " places=2 images=20 held=encoded"))) {
      sequencer.open();
      sequencer.take(0, 60);

      Set<Long> seen = new HashSet<>();
      for (Example example : sequencer.extractOutputValues()) {
        SourceImage sent = ReplayHarness.imageAt((int) example.image().offset());
        boolean fresh = seen.add(example.image().offset());
        assertThat(example.image())
            .usingRecursiveComparison()
            .isEqualTo(fresh ? sent.pixelsAlone() : sent.fileAlone());
      }
      assertThat(seen).hasSize(60);
    }
  }

  @Test
  void aStateWithoutReplayIsTakenUpWithAnEmptyBufferAndOneWithReplayWithoutIt() throws Exception {
    OperatorSubtaskState state;
    try (ReplayHarness sequencer = new ReplayHarness(new FreshImagesOnly())) {
      sequencer.open();
      sequencer.take(0, 20);
      state = sequencer.snapshot(1, 1);
    }
    try (ReplayHarness sequencer =
        new ReplayHarness(ReplayHarness.policy("policy=fifo places=2 images=9"))) {
      sequencer.initializeState(state);
      sequencer.open();
      sequencer.take(20, 40);

      assertThat(sequencer.places().get(0)).isEqualTo("20: " + ReplayHarness.imageAt(20).id());
      assertThat(sequencer.places()).hasSizeGreaterThan(30);
      state = sequencer.snapshot(2, 2);
    }
    try (ReplayHarness sequencer = new ReplayHarness(new FreshImagesOnly())) {
      sequencer.initializeState(state);
      sequencer.open();
      sequencer.take(40, 60);

      assertThat(sequencer.places()).hasSize(20);
      state = sequencer.snapshot(3, 3);
    }
    try (ReplayHarness sequencer =
        new ReplayHarness(ReplayHarness.policy("policy=fifo places=2 images=9"))) {
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
      try (ReplayHarness sequencer = new ReplayHarness(policy)) {
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
}
