package io.hsicflow.pipeline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.operators.replay.ReplayKind;
import io.hsicflow.pipeline.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KillTest {
  @Test
  void threeKillsHitOneOfEachKindWhateverTheSeed() {
    for (long seed = 0; seed < 20; seed++) {
      assertThat(Kill.draw(settings(3, seed), 2))
          .extracting(Kill::target)
          .containsExactlyInAnyOrder(Target.values());
    }
  }

  @Test
  void oneSeedDrawsTheSameKillsAndMoreOfThemBeginAlike() {
    List<Kill> few = Kill.draw(settings(7, 5), 2);

    assertThat(Kill.draw(settings(12, 5), 2)).startsWith(few.toArray(Kill[]::new));
    assertThat(Kill.draw(settings(7, 6), 2)).isNotEqualTo(few);
  }

  @Test
  void someStrikeWhileTheJobComesBackAndTheFirstNever() {
    List<Kill> kills = Kill.draw(settings(100, 1), 2);

    assertThat(kills).filteredOn(Kill::during).hasSizeBetween(10, 40);
    assertThat(kills.get(0).during()).isFalse();
    assertThat(kills)
        .filteredOn(kill -> kill.target() == Target.TASK_MANAGER)
        .extracting(Kill::index)
        .contains(0, 1);
  }

  @Test
  void refusesNoKillsAtAll() {
    assertThatThrownBy(() -> settings(0, 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--kills is 0");
  }

  @Test
  void refusesAPolicyWithoutABuffer() {
    assertThatThrownBy(() -> new ChaosSettings(3, 1, ReplayKind.REPEAT))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--replay is repeat");
  }

  private static ChaosSettings settings(int kills, long seed) {
    return new ChaosSettings(kills, seed, ReplayKind.NONE);
  }
}
