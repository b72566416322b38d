package io.hsicflow.connectors.source;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/**
 * The context of a bounded source's enumerator, which notices when the enumerator has looked at its
 * topics and nothing more is under way. All methods run in the coordinator's thread.
 */
final class EndingContext<SplitT extends SourceSplit> implements SplitEnumeratorContext<SplitT> {
  private final SplitEnumeratorContext<SplitT> context;
  private final Set<Integer> told = new HashSet<>();
  private int underWay;
  private boolean lookIsOver;

  EndingContext(SplitEnumeratorContext<SplitT> context) {
    this.context = context;
  }

  /** A reader came, for the first time or again after a failure: it has been told nothing yet. */
  void forget(int subtask) {
    told.remove(subtask);
  }

  /** Tells the reader that no more splits come, if that is known. */
  void tellIfOver(int subtask) {
    if (lookIsOver) {
      signalNoMoreSplits(subtask);
    }
  }

  @Override
  public void signalNoMoreSplits(int subtask) {
    // Twice would be once too often: a reader that has ended takes no message.
    if (told.add(subtask)) {
      context.signalNoMoreSplits(subtask);
    }
  }

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    underWay++;
    context.callAsync(
        callable,
        (T result, Throwable failure) -> {
          handler.accept(result, failure);
          underWay--;
          if (underWay == 0) {
            lookIsOver = true;
            registeredReaders().keySet().forEach(this::signalNoMoreSplits);
          }
        });
  }

  @Override
  public <T> void callAsync(
      Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {
    // Asked again and again, there is always more to come.
    underWay++;
    context.callAsync(callable, handler, initialDelay, period);
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return context.metricGroup();
  }

  @Override
  public void sendEventToSourceReader(int subtask, SourceEvent event) {
    context.sendEventToSourceReader(subtask, event);
  }

  @Override
  public void sendEventToSourceReader(int subtask, int attempt, SourceEvent event) {
    context.sendEventToSourceReader(subtask, attempt, event);
  }

  @Override
  public int currentParallelism() {
    return context.currentParallelism();
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return context.registeredReaders();
  }

  @Override
  public Map<Integer, Map<Integer, ReaderInfo>> registeredReadersOfAttempts() {
    return context.registeredReadersOfAttempts();
  }

  @Override
  public void assignSplits(SplitsAssignment<SplitT> assignment) {
    context.assignSplits(assignment);
  }

  @Override
  public void assignSplit(SplitT split, int subtask) {
    context.assignSplit(split, subtask);
  }

  @Override
  public void runInCoordinatorThread(Runnable task) {
    context.runInCoordinatorThread(task);
  }

  @Override
  public void setIsProcessingBacklog(boolean backlog) {
    context.setIsProcessingBacklog(backlog);
  }
}
