package io.hsicflow.operators.sources;

import io.hsicflow.operators.RecordingMetricGroup;
import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.schemas.record.SourceImage;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Counts of sources over real keyed state, with images that are nothing but their source. */
@SuppressWarnings("try") // harnesses throw what they like on closing
final class CountedStream
    extends KeyedOneInputStreamOperatorTestHarness<Integer, SourceImage, Void> {

  final RecordingMetricGroup metrics;

  CountedStream(int most) throws Exception {
    this(most, new RecordingMetricGroup());
  }

  private CountedStream(int most, RecordingMetricGroup metrics) throws Exception {
    this(most, metrics, metrics);
  }

  /** With metrics that nobody reads, in a group that can be closed as Flink's can. */
  CountedStream(int most, MetricGroup group) throws Exception {
    this(most, group, null);
  }

  private CountedStream(int most, MetricGroup group, RecordingMetricGroup metrics)
      throws Exception {
    super(new Counting(most, group), image -> 0, Types.INT, 1, 1, 0);
    this.metrics = metrics;
  }

  void take(String... sources) throws Exception {
    for (String source : sources) {
      take(source, 0);
    }
  }

  void take(String source, long capturedAt) throws Exception {
    processElement(
        new StreamRecord<>(
            new SourceImage("images", 0, 0, "id", source, capturedAt, null, 1, 1, new byte[3])));
  }

  /** The value of a source's gauge, null where it has none. */
  Object value(String label, String gauge) {
    String name = "source." + label + "." + gauge;
    return metrics.metrics().containsKey(name) ? metrics.value(name) : null;
  }

  long metered(String label) {
    return ((Meter) metrics.metrics().get("source." + label + ".imagesPerSecond")).getCount();
  }

  private static final class Counting extends AbstractStreamOperator<Void>
      implements OneInputStreamOperator<SourceImage, Void> {

    private static final long serialVersionUID = 1L;

    private final int most;
    private final transient MetricGroup group;
    private transient SourceCounts counts;

    Counting(int most, MetricGroup group) {
      this.most = most;
      this.group = group;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
      super.initializeState(context);
      setCurrentKey(0);
      counts = new SourceCounts(context.getKeyedStateStore(), group, most, new ManualClock());
    }

    @Override
    public void processElement(StreamRecord<SourceImage> element) {
      counts.take(element.getValue());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
      super.snapshotState(context);
      setCurrentKey(0);
      counts.snapshot();
    }
  }
}
