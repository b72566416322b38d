package io.hsicflow.connectors.source;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A bounded source that also ends when it was restored. Kafka's tells its readers that no more
 * partitions come only where its one look at the topics finds new ones; restored, it finds none,
 * and its readers wait for ever at the end of their partitions (FLINK-31006). This one tells them
 * once the look is over. Its state is the wrapped source's, so that it can be put in and taken out
 * between savepoints.
 */
public final class EndingSource<T, SplitT extends SourceSplit, StateT>
    implements Source<T, SplitT, StateT> {
  private static final long serialVersionUID = 1L;

  private final Source<T, SplitT, StateT> source;

  private EndingSource(Source<T, SplitT, StateT> source) {
    this.source = source;
  }

  /** {@code source} itself where it has no end, else one that ends in any case. */
  public static <T, SplitT extends SourceSplit, StateT> Source<T, SplitT, StateT> of(
      Source<T, SplitT, StateT> source) {
    return source.getBoundedness() == Boundedness.BOUNDED ? new EndingSource<>(source) : source;
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SourceReader<T, SplitT> createReader(SourceReaderContext context) throws Exception {
    return source.createReader(context);
  }

  @Override
  public SplitEnumerator<SplitT, StateT> createEnumerator(SplitEnumeratorContext<SplitT> context)
      throws Exception {
    EndingContext<SplitT> ending = new EndingContext<>(context);
    return new EndingEnumerator<>(source.createEnumerator(ending), ending);
  }

  @Override
  public SplitEnumerator<SplitT, StateT> restoreEnumerator(
      SplitEnumeratorContext<SplitT> context, StateT checkpoint) throws Exception {
    EndingContext<SplitT> ending = new EndingContext<>(context);
    return new EndingEnumerator<>(source.restoreEnumerator(ending, checkpoint), ending);
  }

  @Override
  public SimpleVersionedSerializer<SplitT> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<StateT> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }
}
