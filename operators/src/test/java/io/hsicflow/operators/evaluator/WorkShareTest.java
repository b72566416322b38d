package io.hsicflow.operators.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.clock.ManualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkShareTest {

  private final ManualClock clock = new ManualClock();
  private final List<Long> rests = new ArrayList<>();

  @Test
  void aTurnThatIsOverIsRestedForInProportion() {
    WorkShare share = share(0.05);
    clock.advanceMillis(5);
    share.run();
    assertThat(rests).containsExactly(95L);
  }

  @Test
  void withinATurnNobodyRests() {
    WorkShare share = share(0.05);
    clock.advanceMillis(4);
    share.run();
    assertThat(rests).isEmpty();
    clock.advanceMillis(2);
    share.run();
    assertThat(rests).containsExactly(114L);
  }

  @Test
  void aPieceThatIsLongerThanATurnIsRestedForLikewiseAndTheRestIsNoWork() {
    WorkShare share = share(0.25);
    clock.advanceMillis(200);
    share.run();
    clock.advanceMillis(3);
    share.run();
    assertThat(rests).containsExactly(600L);
    assertThat(share.workedNanos()).isEqualTo(200_000_000);
  }

  @Test
  void workOfAnyPiecesTakesItsShareOfTheTime() {
    WorkShare share = share(0.05);
    long start = clock.nanos();
    long worked = 0;
    for (int piece = 0; piece < 1000; piece++) {
      clock.advanceMillis(piece % 9);
      worked += piece % 9;
      share.run();
    }
    double all = (clock.nanos() - start) / 1e6;
    assertThat(worked / all).isBetween(0.049, 0.0505);
  }

  @Test
  void theWholeTimeIsWorkWhereNothingElseRuns() {
    WorkShare share = share(1);
    clock.advanceMillis(50);
    share.run();
    assertThat(rests).containsExactly(0L);
  }

  /** Rests take the manual clock's time. */
  private WorkShare share(double part) {
    WorkShare share =
        new WorkShare(
            part,
            clock,
            nanos -> {
              long millis = Math.round(nanos / 1e6);
              rests.add(millis);
              clock.advanceMillis(millis);
            });
    share.begin();
    return share;
  }
}
