package io.hsicflow.operators.evaluator;

import io.hsicflow.schemas.record.EvaluationResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out what the evaluator's thread has found. The task itself only passes results on: between
 * two of them it is idle, so that a checkpoint's barrier passes at once, whatever the thread does.
 * Nothing is kept in a checkpoint; a task that starts again evaluates the newest snapshot again.
 */
@SuppressWarnings("try") // close() may be interrupted, as Flink's interface has it
final class EvaluatorReader implements SourceReader<EvaluationResult, NoSplit> {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluatorReader.class);

  /** Longer than a piece of work between two rests takes, but for the largest encoders. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Queue<EvaluationResult> found = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private boolean ended;
  private Throwable failure;

  /**
   * @param work given this reader, which says how to wait and takes results: what the thread does
   */
  EvaluatorReader(Function<EvaluatorReader, Runnable> work) {
    Runnable loop = work.apply(this);
    thread = new Thread(() -> run(loop), "evaluator");
    thread.setDaemon(true);
  }

  /** How the thread waits: until the time is over or this reader is closed. */
  Rest rest() {
    return Rest.until(closed);
  }

  /** Takes what was found about one snapshot; called by the thread. */
  void found(List<EvaluationResult> results) {
    synchronized (this) {
      found.addAll(results);
    }
    tell();
  }

  private void run(Runnable loop) {
    Throwable thrown = null;
    try {
      loop.run();
    } catch (EvaluationGivenUpException e) {
      LOG.info(e.getMessage());
    } catch (Throwable e) {
      thrown = e;
    }
    synchronized (this) {
      ended = true;
      failure = thrown;
    }
    tell();
  }

  private void tell() {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      waiting = available;
    }
    // Outside the lock: it runs what waits for it.
    waiting.complete(null);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<EvaluationResult> output) {
    EvaluationResult next;
    InputStatus status;
    synchronized (this) {
      next = found.poll();
      status = status();
      if (status == InputStatus.NOTHING_AVAILABLE && available.isDone()) {
        available = new CompletableFuture<>();
      }
    }
    if (next != null) {
      output.collect(next, next.evaluatedAt());
    }
    return status;
  }

  private InputStatus status() {
    if (!found.isEmpty()) {
      return InputStatus.MORE_AVAILABLE;
    }
    if (failure != null) {
      throw new IllegalStateException(
          "The evaluator's thread failed: " + failure.getMessage(), failure);
    }
    return ended ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public synchronized CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public List<NoSplit> snapshotState(long checkpointId) {
    return List.of();
  }

  @Override
  public void addSplits(List<NoSplit> splits) {
    // There are none.
  }

  @Override
  public void notifyNoMoreSplits() {
    // There never were any.
  }

  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    thread.interrupt();
    thread.join(PATIENCE.toMillis());
    if (thread.isAlive()) {
      LOG.warn(
          "The evaluator's thread has not ended within {} s; it ends after the piece of work that it is at.",
          PATIENCE.toSeconds());
    }
  }
}
