package io.hsicflow.connectors.source;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * The context of a bounded source's enumerator, which notices when the enumerator has looked at its
 * topics and nothing more is under way. All methods run in the coordinator's thread.
 */
final class EndingContext<SplitT extends SourceSplit> extends ForwardingContext<SplitT> {
  private final Set<Integer> told = new HashSet<>();
  private int underWay;
  private boolean lookIsOver;

  EndingContext(SplitEnumeratorContext<SplitT> context) {
    super(context);
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
      super.signalNoMoreSplits(subtask);
    }
  }

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    underWay++;
    super.callAsync(
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
    super.callAsync(callable, handler, initialDelay, period);
  }
}
