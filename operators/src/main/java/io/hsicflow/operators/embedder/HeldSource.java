package io.hsicflow.operators.embedder;

import io.hsicflow.operators.snapshot.SnapshotStore;
import java.time.Duration;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source that reads nothing until the store has the snapshot that is to embed. The hold is in the
 * source, where Flink takes checkpoints between two polls: an embedder that blocked or buffered
 * would hold up checkpoints or grow. Everything else is the wrapped source's, its state included.
 */
final class HeldSource<T, SplitT extends SourceSplit, StateT> implements Source<T, SplitT, StateT> {

  private static final long serialVersionUID = 1L;

  private final Source<T, SplitT, StateT> source;
  private final String folder;
  private final Configuration config;

  HeldSource(Source<T, SplitT, StateT> source, String folder, Configuration config) {
    this.source = source;
    this.folder = folder;
    this.config = config;
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SourceReader<T, SplitT> createReader(SourceReaderContext context) throws Exception {
    SnapshotChoice choice = new SnapshotChoice(new SnapshotStore(folder), config);
    Duration poll = config.get(EmbedOptions.POLL);
    return new HeldReader<>(
        source.createReader(context), () -> choice.current().isPresent(), HeldReader.delayed(poll));
  }

  @Override
  public SplitEnumerator<SplitT, StateT> createEnumerator(SplitEnumeratorContext<SplitT> context)
      throws Exception {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<SplitT, StateT> restoreEnumerator(
      SplitEnumeratorContext<SplitT> context, StateT checkpoint) throws Exception {
    return source.restoreEnumerator(context, checkpoint);
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
