package io.hsicflow.operators.sequencer;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.SourceImage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Numbers images. Its position is mirrored in fields and written to keyed state (one key) when a
 * checkpoint is taken; images that wait for their turn are in keyed state from the start, so that a
 * backend on disk holds them.
 */
final class SequencerOperator extends AbstractStreamOperator<Example>
    implements OneInputStreamOperator<GateResult, Example>, BoundedOneInput {

  static final Integer KEY = 0;
  private static final long serialVersionUID = 1L;
  // 2^40 turns of a partition may wait or have waited before numbers of two partitions could meet.
  private static final int NUMBER_BITS = 40;

  private final SequenceOrder order;
  private final List<PartitionSpan> spans;
  private final WaitingBounds bounds;
  private final int batch;
  private final int ranks;
  private final ReplayPolicy policy;
  private final Clock clock;

  private transient ValueState<SequencePosition> position;
  private transient MapState<String, PartitionProgress> partitions;
  private transient MapState<Long, GateResult> waiting;
  private transient Rotation rotation;
  private transient Replay replay;
  private transient long nextSequence;
  private transient long waitingSince;
  private transient boolean watched;
  private transient StreamRecord<Example> reused;
  private transient Counter examples;

  SequencerOperator(
      SequenceOrder order,
      List<PartitionSpan> spans,
      WaitingBounds bounds,
      int batch,
      int ranks,
      ReplayPolicy policy,
      Clock clock) {
    this.order = order;
    this.spans = List.copyOf(spans);
    this.bounds = bounds;
    this.batch = batch;
    this.ranks = ranks;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    position =
        context
            .getKeyedStateStore()
            .getState(
                new ValueStateDescriptor<>("position", TypeInformation.of(SequencePosition.class)));
    partitions =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "partitions", Types.STRING, TypeInformation.of(PartitionProgress.class)));
    waiting =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "waiting", Types.LONG, TypeInformation.of(GateResult.class)));
    if (order == SequenceOrder.ROTATION) {
      rotation = new Rotation(spans, new KeyedWaitingTurns(), bounds);
    }
    setCurrentKey(KEY);
    SequencePosition at = position.value();
    if (at != null) {
      resume(at);
    }
    replay = policy.open(context.getKeyedStateStore(), batch, ReplayCounters.in(getMetricGroup()));
  }

  private void resume(SequencePosition at) throws Exception {
    refuseChange("learner.batch", at.batch(), batch);
    refuseChange("sequence.order", at.order(), order.name());
    nextSequence = at.nextSequence();
    if (rotation != null) {
      Map<String, PartitionProgress> progress = new HashMap<>();
      for (Map.Entry<String, PartitionProgress> entry : partitions.entries()) {
        progress.put(entry.getKey(), entry.getValue());
      }
      rotation.restore(at.turn(), progress);
    }
  }

  private static void refuseChange(String option, Object written, Object asked) {
    if (!written.equals(asked)) {
      throw new IllegalStateException(
          "The state was written with "
              + option
              + " = "
              + written
              + ", and the job asks for "
              + asked
              + ": places already given would change, so set it back, or start without the state.");
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    reused = new StreamRecord<>(null);
    examples = getMetricGroup().counter("examples");
    getMetricGroup().gauge("waitingImages", () -> rotation == null ? 0L : rotation.waitingImages());
    getMetricGroup().gauge("waitingBytes", () -> rotation == null ? 0L : rotation.waitingBytes());
    getMetricGroup().gauge("replayImages", () -> replay.images());
    getMetricGroup().gauge("replayBytes", () -> replay.bytes());
    if (rotation != null) {
      watch(clock.nanos());
    }
  }

  @Override
  public void processElement(StreamRecord<GateResult> element) throws Exception {
    GateResult result = element.getValue();
    if (rotation != null) {
      boolean noneWaited = rotation.waitingImages() == 0;
      long before = nextSequence;
      rotation.take(result, this::fresh);
      if (noneWaited || nextSequence != before) {
        watch(clock.nanos());
      }
    } else if (result.isAccepted()) {
      fresh(result.accepted());
    }
  }

  @Override
  public void endInput() throws Exception {
    if (rotation != null) {
      setCurrentKey(KEY);
      rotation.endInput(this::fresh);
    }
  }

  /**
   * Images that wait do so since {@code nanos}; a timer looks again when that is too long. Timers
   * go by the time of day, which may be set; what has passed is told by a clock that only goes on.
   */
  private void watch(long nanos) {
    waitingSince = nanos;
    if (!watched && rotation.waitingImages() > 0 && !bounds.time().isZero()) {
      watched = true;
      getProcessingTimeService()
          .registerTimer(
              getProcessingTimeService().getCurrentProcessingTime() + left().toMillis(),
              time -> lookAtWaiting());
    }
  }

  private Duration left() {
    return bounds.time().minusNanos(clock.nanos() - waitingSince);
  }

  private void lookAtWaiting() {
    watched = false;
    if (rotation.waitingImages() > 0 && left().compareTo(Duration.ZERO) <= 0) {
      throw rotation.waitedTooLong();
    }
    watch(waitingSince);
  }

  private void fresh(SourceImage image) throws Exception {
    replay.onFresh(nextSequence, image, this::number);
  }

  private void number(SourceImage image) {
    long sequence = nextSequence++;
    Place place = Place.of(sequence, batch, ranks);
    examples.inc();
    output.collect(
        reused.replace(new Example(sequence, place.step(), place.rank(), place.slot(), image)));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    setCurrentKey(KEY);
    position.update(
        new SequencePosition(
            nextSequence, batch, order.name(), rotation == null ? "" : rotation.turn()));
    if (rotation != null) {
      partitions.putAll(rotation.progress());
    }
    replay.snapshot();
  }

  private final class KeyedWaitingTurns implements WaitingTurns {

    @Override
    public void put(int partition, long number, GateResult turn) throws Exception {
      waiting.put(key(partition, number), turn);
    }

    @Override
    public GateResult get(int partition, long number) throws Exception {
      return waiting.get(key(partition, number));
    }

    @Override
    public void remove(int partition, long number) throws Exception {
      waiting.remove(key(partition, number));
    }

    private static long key(int partition, long number) {
      return ((long) partition << NUMBER_BITS) | number;
    }
  }
}
