package io.hsicflow.connectors.source;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * A bounded source that also ends when it was restored. Kafka's tells its readers that no more
 * partitions come only where its one look at the topics finds new ones; restored, it finds none,
 * and its readers wait for ever at the end of their partitions (FLINK-31006). This one tells them
 * once the look is over.
 */
public final class EndingSource<T, SplitT extends SourceSplit, StateT>
    extends ForwardingSource<T, SplitT, StateT> {
  private static final long serialVersionUID = 1L;

  private EndingSource(Source<T, SplitT, StateT> source) {
    super(source);
  }

  /** {@code source} itself where it has no end, else one that ends in any case. */
  public static <T, SplitT extends SourceSplit, StateT> Source<T, SplitT, StateT> of(
      Source<T, SplitT, StateT> source) {
    return source.getBoundedness() == Boundedness.BOUNDED ? new EndingSource<>(source) : source;
  }

  @Override
  public SplitEnumerator<SplitT, StateT> createEnumerator(SplitEnumeratorContext<SplitT> context)
      throws Exception {
    EndingContext<SplitT> ending = new EndingContext<>(context);
    return new EndingEnumerator<>(source().createEnumerator(ending), ending);
  }

  @Override
  public SplitEnumerator<SplitT, StateT> restoreEnumerator(
      SplitEnumeratorContext<SplitT> context, StateT checkpoint) throws Exception {
    EndingContext<SplitT> ending = new EndingContext<>(context);
    return new EndingEnumerator<>(source().restoreEnumerator(ending, checkpoint), ending);
  }
}
