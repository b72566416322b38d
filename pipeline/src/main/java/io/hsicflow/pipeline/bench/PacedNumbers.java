package io.hsicflow.pipeline.bench;

import java.time.Duration;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Lets the numbers of examples pass only a few steps before the trainer needs them. Numbers are so
 * small that Flink's network buffers hold thousands of steps of them, and a checkpoint's barrier
 * would wait behind them all.
 */
final class PacedNumbers implements MapFunction<Long, Long> {
  private static final long serialVersionUID = 1L;
  private static final long STEPS_AHEAD = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final PauseWatch trainer;
  private final int batch;

  PacedNumbers(PauseWatch trainer, int batch) {
    this.trainer = trainer;
    this.batch = batch;
  }

  @Override
  public Long map(Long number) throws InterruptedException {
    trainer.awaitSteps(number / batch - STEPS_AHEAD, PATIENCE);
    return number;
  }
}
