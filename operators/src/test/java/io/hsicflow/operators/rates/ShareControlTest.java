package io.hsicflow.operators.rates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareControlTest {

  @ParameterizedTest
  @ValueSource(doubles = {1.2, 2, 4, 8})
  void theShareSettlesWhereASlowerConsumerIsBusyAndKeepsUp(double tooFast) {
    Consumer consumer = new Consumer(0.05, 100 * tooFast);
    consumer.run(1_800);

    double least = 1;
    double most = 0;
    consumer.took = 0;
    for (int second = 0; second < 1_800; second += 5) {
      consumer.run(5);
      least = Math.min(least, consumer.share);
      most = Math.max(most, consumer.share);
    }
    assertThat(least).isGreaterThan(0.75 / tooFast);
    assertThat(most).isLessThan(Math.min(1.01, 1.3 / tooFast));
    assertThat(consumer.took / 1_800).as("images a second, of 100").isGreaterThan(95);
    assertThat(consumer.lag).as("images that wait in front").isLessThan(60 * 100 * tooFast);
  }

  @Test
  void withoutBackPressureNothingIsLeftOut() {
    Consumer consumer = new Consumer(0.05, 90);
    consumer.run(1_800);

    assertThat(consumer.share).isEqualTo(1);
  }

  @Test
  void theShareComesBackWhenTheStreamSlowsDown() {
    Consumer consumer = new Consumer(0.05, 800);
    consumer.run(1_800);
    assertThat(consumer.share).isLessThan(0.2);
    consumer.arrivals = 50;
    consumer.run(1_800);

    assertThat(consumer.share).isEqualTo(1);
    assertThat(consumer.lag).isZero();
  }

  @Test
  void theShareIsNeverBelowTheLeast() {
    Consumer consumer = new Consumer(0.4, 1_000);
    consumer.run(3_600);

    assertThat(consumer.share).isEqualTo(0.4);
  }

  /** A trainer that takes 100 images a second, behind a queue of 500, in steps of 10 ms. */
  private static final class Consumer {
    private static final double TICK = 0.01;
    private static final double TAKES = 100;
    private static final double QUEUE = 500;

    private final ShareControl control;
    private double arrivals;
    private double share = 1;
    private double lag;
    private double queue;
    private double took;

    Consumer(double least, double arrivals) {
      control = new ShareControl(least);
      this.arrivals = arrivals;
    }

    void run(int seconds) {
      int ticks = (int) Math.round(ShareControl.INTERVAL.toSeconds() / TICK);
      for (int interval = 0; interval < seconds / ShareControl.INTERVAL.toSeconds(); interval++) {
        int pressed = 0;
        for (int i = 0; i < ticks; i++) {
          double trained = Math.min(queue, TAKES * TICK);
          queue -= trained;
          took += trained;
          lag += arrivals * TICK;
          // What is left out takes no room.
          double passed = Math.min(lag, (QUEUE - queue) / share);
          lag -= passed;
          queue += passed * share;
          pressed += lag > 0 ? 1 : 0;
        }
        share = control.next(share, (double) pressed / ticks);
      }
    }
  }
}
