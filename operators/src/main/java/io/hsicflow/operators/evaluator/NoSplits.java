package io.hsicflow.operators.evaluator;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;

/** Hands out nothing: the evaluator's reader finds its work itself. */
final class NoSplits implements SplitEnumerator<NoSplit, Void> {

  @Override
  public void start() {
    // There is nothing to look for.
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // The reader asks for none.
  }

  @Override
  public void addSplitsBack(List<NoSplit> splits, int subtask) {
    // None was handed out.
  }

  @Override
  public void addReader(int subtask) {
    // It needs no split.
  }

  @Override
  public Void snapshotState(long checkpointId) {
    return null;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
