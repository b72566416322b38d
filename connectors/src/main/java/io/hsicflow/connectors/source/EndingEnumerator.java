package io.hsicflow.connectors.source;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;

/** The enumerator of an {@link EndingSource}: tells readers that come late what they missed. */
final class EndingEnumerator<SplitT extends SourceSplit, StateT>
    extends ForwardingEnumerator<SplitT, StateT> {
  private final EndingContext<SplitT> context;

  EndingEnumerator(SplitEnumerator<SplitT, StateT> enumerator, EndingContext<SplitT> context) {
    super(enumerator);
    this.context = context;
  }

  @Override
  public void addReader(int subtask) {
    context.forget(subtask);
    super.addReader(subtask);
    context.tellIfOver(subtask);
  }
}
