package io.hsicflow.connectors.source;

import java.time.Duration;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A source that reads nothing until a condition holds. The hold is in the source, where Flink takes
 * checkpoints between two polls: an operator that blocked or buffered would hold up checkpoints or
 * grow.
 */
public final class HeldSource<T, SplitT extends SourceSplit, StateT>
    extends ForwardingSource<T, SplitT, StateT> {
  private static final long serialVersionUID = 1L;

  private final ReadingCondition condition;
  private final Duration poll;

  /**
   * Holds {@code source}.
   *
   * @param poll how long to wait before the condition is asked again
   */
  public HeldSource(Source<T, SplitT, StateT> source, ReadingCondition condition, Duration poll) {
    super(source);
    this.condition = condition;
    this.poll = poll;
  }

  @Override
  public SourceReader<T, SplitT> createReader(SourceReaderContext context) throws Exception {
    return new HeldReader<>(super.createReader(context), condition, HeldReader.delayed(poll));
  }
}
