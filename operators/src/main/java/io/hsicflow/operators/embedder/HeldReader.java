package io.hsicflow.operators.embedder;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader that hands out nothing until its condition holds, and asks again after each delay. */
@SuppressWarnings("try") // close() may be interrupted, as Flink's interface has it
final class HeldReader<T, SplitT extends SourceSplit> implements SourceReader<T, SplitT> {

  private static final Logger LOG = LoggerFactory.getLogger(HeldReader.class);

  /** Whether reading may begin. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  private final SourceReader<T, SplitT> reader;
  private final Condition condition;
  private final Supplier<CompletableFuture<Void>> delay;
  private CompletableFuture<Void> nextLook = CompletableFuture.completedFuture(null);
  private boolean released;

  HeldReader(
      SourceReader<T, SplitT> reader,
      Condition condition,
      Supplier<CompletableFuture<Void>> delay) {
    this.reader = reader;
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
    return reader.pollNext(output);
  }

  private boolean mayBegin() {
    try {
      return condition.holds();
    } catch (IOException e) {
      LOG.warn("The snapshot store could not be read; images stay in Kafka until it can.", e);
      return false;
    }
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return released ? reader.isAvailable() : nextLook;
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public List<SplitT> snapshotState(long checkpointId) {
    return reader.snapshotState(checkpointId);
  }

  @Override
  public void addSplits(List<SplitT> splits) {
    reader.addSplits(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void pauseOrResumeSplits(
      Collection<String> splitsToPause, Collection<String> splitsToResume) {
    reader.pauseOrResumeSplits(splitsToPause, splitsToResume);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    reader.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    reader.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void close() throws Exception {
    reader.close();
  }
}
