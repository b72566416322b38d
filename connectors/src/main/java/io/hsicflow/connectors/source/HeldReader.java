package io.hsicflow.connectors.source;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader that hands out nothing until its condition holds, and asks again after each delay. */
@SuppressWarnings("try") // close() may be interrupted, as Flink's interface has it
final class HeldReader<T, SplitT extends SourceSplit> extends ForwardingReader<T, SplitT> {

  private static final Logger LOG = LoggerFactory.getLogger(HeldReader.class);

  private final ReadingCondition condition;
  private final Supplier<CompletableFuture<Void>> delay;
  private CompletableFuture<Void> nextLook = CompletableFuture.completedFuture(null);
  private boolean released;

  HeldReader(
      SourceReader<T, SplitT> reader,
      ReadingCondition condition,
      Supplier<CompletableFuture<Void>> delay) {
    super(reader);
    this.condition = condition;
    this.delay = delay;
  }

  /** Futures that complete after {@code poll}, by a timer thread of the JDK. */
  static Supplier<CompletableFuture<Void>> delayed(Duration poll) {
    return () ->
        CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(poll.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    if (!released) {
      if (!nextLook.isDone()) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      released = mayBegin();
      if (!released) {
        nextLook = delay.get();
        return InputStatus.NOTHING_AVAILABLE;
      }
    }
    return super.pollNext(output);
  }

  private boolean mayBegin() {
    try {
      return condition.holds();
    } catch (IOException e) {
      LOG.warn(
          "Whether reading may begin cannot be seen; records stay where they are until it can. {}",
          e.getMessage(),
          e);
      return false;
    }
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return released ? super.isAvailable() : nextLook;
  }
}
