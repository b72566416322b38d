package io.hsicflow.connectors.source;

import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A source that fails the job, for good and with a sentence, where the brokers no longer have the
 * record that comes next. Kafka's consumer can only fail the job again and again, or go on
 * elsewhere without a word.
 */
public final class InRangeSource<T, SplitT extends SourceSplit, StateT>
    extends ForwardingSource<T, SplitT, StateT> {
  private static final long serialVersionUID = 1L;

  /** {@code source}, whose consumers have no offset to go on at by themselves. */
  public InRangeSource(Source<T, SplitT, StateT> source) {
    super(source);
  }

  @Override
  public SourceReader<T, SplitT> createReader(SourceReaderContext context) throws Exception {
    return new InRangeReader<>(super.createReader(context));
  }
}
