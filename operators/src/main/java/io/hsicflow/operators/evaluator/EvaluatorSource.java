package io.hsicflow.operators.evaluator;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.snapshot.SnapshotGate;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.snapshot.TrainingEnd;
import io.hsicflow.schemas.record.EvaluationResult;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The evaluator as Flink sees it: a source of evaluations. It has no input in the graph, so that
 * nothing upstream can wait for it and a failure in it starts nothing else again; snapshots and
 * probe images it reads for itself.
 */
final class EvaluatorSource implements Source<EvaluationResult, NoSplit, Void> {

  private static final long serialVersionUID = 1L;

  private final Configuration config;
  private final String snapshotFolder;
  private final String run;
  private final ProbeImages images;
  private final ProbeImages recent;
  private final Clock clock;

  EvaluatorSource(
      Configuration config,
      String snapshotFolder,
      String run,
      ProbeImages images,
      ProbeImages recent,
      Clock clock) {
    this.config = config;
    this.snapshotFolder = snapshotFolder;
    this.run = run;
    this.images = images;
    this.recent = recent;
    this.clock = clock;
  }

  @Override
  public Boundedness getBoundedness() {
    return run == null ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<EvaluationResult, NoSplit> createReader(SourceReaderContext context) {
    EvaluationMetrics metrics = new EvaluationMetrics(context.metricGroup());
    return new EvaluatorReader(reader -> loop(reader, metrics));
  }

  private EvaluationLoop loop(EvaluatorReader reader, EvaluationMetrics metrics) {
    WorkShare share = new WorkShare(config.get(EvaluationOptions.SHARE), clock, reader.rest());
    SnapshotStore store = new SnapshotStore(snapshotFolder);
    return new EvaluationLoop(
        store,
        new SnapshotGate(store, config, clock),
        new TrainingEnd(snapshotFolder, run),
        new SnapshotTrial(
            config,
            new ProbeLoader(config, new GatedImages(config, images, clock), metrics),
            recent == null ? null : new DriftWindow(new GatedImages(config, recent, clock)),
            clock,
            share),
        share,
        reader.rest(),
        config.get(EvaluationOptions.POLL),
        clock,
        metrics,
        reader::found);
  }

  @Override
  public SplitEnumerator<NoSplit, Void> createEnumerator(SplitEnumeratorContext<NoSplit> context) {
    return new NoSplits();
  }

  @Override
  public SplitEnumerator<NoSplit, Void> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, Void checkpoint) {
    return new NoSplits();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new NoSplit.Serializer<>();
  }

  @Override
  public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
    return new NoSplit.Serializer<>();
  }
}
