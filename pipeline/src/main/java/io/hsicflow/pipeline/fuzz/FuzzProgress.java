package io.hsicflow.pipeline.fuzz;

import java.util.function.Consumer;

/** Says now and then how far a trial has come. */
final class FuzzProgress {
  private static final long EVERY_NANOS = 5_000_000_000L;

  private final FuzzTarget target;
  private final long inputs;
  private final Consumer<String> lines;
  private long last = System.nanoTime();

  FuzzProgress(FuzzTarget target, long inputs, Consumer<String> lines) {
    this.target = target;
    this.inputs = inputs;
    this.lines = lines;
  }

  void at(long number) {
    long now = System.nanoTime();
    if (now - last >= EVERY_NANOS) {
      last = now;
      lines.accept("%s: %,d of %,d inputs".formatted(target, number, inputs));
    }
  }
}
