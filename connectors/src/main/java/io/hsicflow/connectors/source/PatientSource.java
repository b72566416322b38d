package io.hsicflow.connectors.source;

import java.time.Duration;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * A source that waits for brokers that are away. Kafka's consumer does, but its enumerator fails
 * the job when it asks for the partitions meanwhile, and a failure-rate of restarts is soon used
 * up.
 */
public final class PatientSource<T, SplitT extends SourceSplit, StateT>
    extends ForwardingSource<T, SplitT, StateT> {
  private static final long serialVersionUID = 1L;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** {@code source}, with patience. */
  public PatientSource(Source<T, SplitT, StateT> source) {
    super(source);
  }

  @Override
  public SplitEnumerator<SplitT, StateT> createEnumerator(SplitEnumeratorContext<SplitT> context)
      throws Exception {
    return source().createEnumerator(new PatientContext<>(context, PAUSE));
  }

  @Override
  public SplitEnumerator<SplitT, StateT> restoreEnumerator(
      SplitEnumeratorContext<SplitT> context, StateT checkpoint) throws Exception {
    return source().restoreEnumerator(new PatientContext<>(context, PAUSE), checkpoint);
  }
}
