package io.hsicflow.pipeline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final List<String> log = new ArrayList<>();
  private final List<Turns.Training> arms = List.of(named("a"), named("b"));

  @Test
  void trainingsTakeTurnsAndAllDoEveryStep() {
    List<Integer> advanced = new ArrayList<>();

    assertThat(Turns.take(arms, 23, () -> false, (steps, loss) -> advanced.add(steps))).isTrue();

    assertThat(log).containsExactly("a 10", "b 10", "a 10", "b 10", "a 3", "b 3");
    assertThat(advanced).containsExactly(10, 10, 10, 10, 3, 3);
  }

  @Test
  void nobodyTakesATurnOnceTheyAreStopped() {
    assertThat(Turns.take(arms, 23, () -> log.size() == 3, (steps, loss) -> {})).isFalse();

    assertThat(log).containsExactly("a 10", "b 10", "a 10");
  }

  private Turns.Training named(String name) {
    return steps -> {
      log.add(name + " " + steps);
      return 0;
    };
  }
}
