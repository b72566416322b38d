package io.hsicflow.operators.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordTimeTest {

  @Test
  void thePresentIsTheMedianOfTheLastImages() {
    RecordTime time = new RecordTime();
    CounterRandom random = CounterRandom.at(1, Purpose.SCENE, 0, 0);
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      // Many alike, and some from the ends of time.
      long capturedAt =
          switch (random.nextInt(8)) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> Long.MIN_VALUE;
            default -> i / 50 + random.nextInt(20);
          };
      time.take(capturedAt);
      taken.add(capturedAt);
      List<Long> window =
          taken.subList(Math.max(0, taken.size() - RecordTime.WINDOW), taken.size());

      assertThat(time.now())
          .isEqualTo(window.stream().sorted().toList().get((window.size() - 1) / 2));
      assertThat(time.recent())
          .containsExactly(window.stream().mapToLong(Long::longValue).toArray());
    }
  }

  @Test
  void beforeTheFirstImageItIsTheBeginningOfTime() {
    assertThat(new RecordTime().now()).isEqualTo(Long.MIN_VALUE);
  }
}
