package io.hsicflow.operators.sequencer;

import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.operators.rates.LoadSource;
import io.hsicflow.operators.rates.RateSettings;
import io.hsicflow.operators.rates.SetLoad;
import java.time.Duration;
import java.util.List;

/** Rules for tests: one trainer, ten sources counted apart, and a clock that a test moves. */
final class TestRules {

  private TestRules() {}

  /** In arrival order, where nothing goes by clock and load. */
  static SequenceRules arrival(int batch, ReplayPolicy replay) {
    return rules(
        SequenceOrder.ARRIVAL, List.of(), 1, batch, replay, RateSettings.NONE, LoadSource.MEASURED);
  }

  /** In arrival order, with rates and a load that a test sets. */
  static SequenceRules rated(int batch, ReplayPolicy replay, RateSettings rates) {
    return rules(SequenceOrder.ARRIVAL, List.of(), 1, batch, replay, rates, new SetLoad());
  }

  /**
   * In rotation order, without replay.
   *
   * @param waiting how many images may wait for their turn
   */
  static SequenceRules rotation(int batch, int waiting, PartitionSpan... spans) {
    return rules(
        SequenceOrder.ROTATION,
        List.of(spans),
        waiting,
        batch,
        new FreshImagesOnly(),
        RateSettings.NONE,
        LoadSource.MEASURED);
  }

  private static SequenceRules rules(
      SequenceOrder order,
      List<PartitionSpan> spans,
      int waiting,
      int batch,
      ReplayPolicy replay,
      RateSettings rates,
      LoadSource load) {
    return new SequenceRules(
        order,
        spans,
        new WaitingBounds(waiting, 1 << 20, Duration.ofSeconds(60)),
        batch,
        1,
        10,
        replay,
        new ManualClock(),
        rates,
        load);
  }
}
