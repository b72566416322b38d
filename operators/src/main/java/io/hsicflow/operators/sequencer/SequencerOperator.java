package io.hsicflow.operators.sequencer;

import io.hsicflow.operators.rates.PlacedSequence;
import io.hsicflow.operators.rates.RateCounters;
import io.hsicflow.operators.rates.Rates;
import io.hsicflow.operators.rates.RatesPosition;
import io.hsicflow.operators.sources.SourceCounts;
import io.hsicflow.schemas.format.ControlFormat;
import io.hsicflow.schemas.message.UnreadableMessageException;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.LearnerChange;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.SourceImage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
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
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Numbers images, and gives changes of the learner the step at which they take effect. Its position
 * is mirrored in fields and written to keyed state (one key) when a checkpoint is taken; images
 * that wait for their turn are in keyed state from the start, so that a backend on disk holds them.
 */
abstract class SequencerOperator extends AbstractStreamOperator<Example> {

  static final Integer KEY = 0;
  private static final long serialVersionUID = 1L;
  // 2^40 turns of a partition may wait or have waited before numbers of two partitions could meet.
  private static final int NUMBER_BITS = 40;

  private final SequenceRules rules;

  private transient ValueState<SequencePosition> position;
  private transient MapState<String, PartitionProgress> partitions;
  private transient MapState<Long, GateResult> waiting;
  private transient ListState<PendingChange> pending;
  private transient ValueState<RatesPosition> ratesPosition;
  private transient PendingChanges changes;
  private transient Counter refusedChanges;
  private transient Rotation rotation;
  private transient Replay replay;
  private transient Rates rates;
  private transient RateTimer rateTimer;
  private transient SourceCounts sources;
  private transient long nextSequence;
  private transient long waitingSince;
  private transient boolean watched;
  private transient StreamRecord<Example> reused;
  private transient Counter examples;

  SequencerOperator(SequenceRules rules) {
    this.rules = rules;
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
    pending =
        context
            .getKeyedStateStore()
            .getListState(
                new ListStateDescriptor<>("changes", TypeInformation.of(PendingChange.class)));
    ratesPosition =
        context
            .getKeyedStateStore()
            .getState(new ValueStateDescriptor<>("rates", TypeInformation.of(RatesPosition.class)));
    if (rules.order() == SequenceOrder.ROTATION) {
      rotation = new Rotation(rules.spans(), new KeyedWaitingTurns(), rules.bounds());
    }
    setCurrentKey(KEY);
    SequencePosition at = position.value();
    if (at != null) {
      resume(at);
    }
    changes = new PendingChanges();
    changes.restore(pending.get());
    replay =
        rules
            .replay()
            .open(context.getKeyedStateStore(), rules.batch(), ReplayCounters.in(getMetricGroup()));
    RatesPosition ratesAt = ratesPosition.value();
    rates =
        new Rates(
            rules.rates(),
            rules.batch(),
            ratesAt == null ? RatesPosition.START : ratesAt,
            new RatedSequence(),
            rules.load().of(getContainingTask().getEnvironment()),
            rules.clock(),
            RateCounters.in(getMetricGroup()));
    rateTimer = new RateTimer(rates, getProcessingTimeService());
    sources =
        new SourceCounts(
            context.getKeyedStateStore(), getMetricGroup(), rules.countedSources(), rules.clock());
  }

  private void resume(SequencePosition at) throws Exception {
    refuseChange("learner.batch", at.batch(), rules.batch());
    refuseChange("sequence.order", at.order(), rules.order().name());
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
    refusedChanges = getMetricGroup().counter("refusedChanges");
    getMetricGroup().gauge("pendingChanges", () -> changes.count());
    getMetricGroup().gauge("waitingImages", () -> rotation == null ? 0L : rotation.waitingImages());
    getMetricGroup().gauge("waitingBytes", () -> rotation == null ? 0L : rotation.waitingBytes());
    getMetricGroup().gauge("replayImages", () -> replay.images());
    getMetricGroup().gauge("replayBytes", () -> replay.bytes());
    getMetricGroup().gauge("freshShare", () -> rates.share());
    rateTimer.arm();
    if (rotation != null) {
      watch(rules.clock().nanos());
    }
  }

  /** Takes what the gate made of one record. */
  final void take(GateResult result) throws Exception {
    if (result.isAccepted()) {
      sources.take(result.accepted());
    }
    if (rotation != null) {
      boolean noneWaited = rotation.waitingImages() == 0;
      long before = nextSequence;
      rotation.take(result, this::fresh);
      if (noneWaited || nextSequence != before) {
        watch(rules.clock().nanos());
      }
    } else if (result.isAccepted() && rates.takesNext()) {
      fresh(result.accepted());
    }
  }

  /** Takes a record of the topic of changes. */
  final void takeChange(RawRecord record) {
    try {
      LearnerChange change = ControlFormat.read(record);
      ChangeBounds.require(change.kind(), change.value());
      if (changes.add(change)) {
        LOG.info("{} is asked for, and waits for a checkpoint.", change.description());
        return;
      }
      refuse(record, "More than " + PendingChanges.MOST + " changes wait for a checkpoint.");
    } catch (UnreadableMessageException | IllegalArgumentException e) {
      refuse(record, e.getMessage());
    }
  }

  private void refuse(RawRecord record, String reason) {
    refusedChanges.inc();
    LOG.warn(
        "The record {}-{}-{} asks for a change and is left out. {}",
        record.topic(),
        record.partition(),
        record.offset(),
        reason);
  }

  /** No image comes any more. */
  final void endImages() throws Exception {
    rateTimer.end();
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
    if (!watched && rotation.waitingImages() > 0 && !rules.bounds().time().isZero()) {
      watched = true;
      getProcessingTimeService()
          .registerTimer(
              getProcessingTimeService().getCurrentProcessingTime() + left().toMillis(),
              time -> lookAtWaiting());
    }
  }

  private Duration left() {
    return rules.bounds().time().minusNanos(rules.clock().nanos() - waitingSince);
  }

  private void lookAtWaiting() {
    watched = false;
    if (rotation.waitingImages() > 0 && left().compareTo(Duration.ZERO) <= 0) {
      throw rotation.waitedTooLong();
    }
    watch(waitingSince);
  }

  private void fresh(SourceImage image) throws Exception {
    long first = nextSequence;
    replay.onFresh(first, image, this::number);
    rates.tookPlaces((int) (nextSequence - first));
    rateTimer.arm();
  }

  private void number(SourceImage image) {
    long sequence = nextSequence++;
    Place place = Place.of(sequence, rules.batch(), rules.ranks());
    LearnerChange change = sequence % rules.batch() == 0 ? changeAt(place.step()) : null;
    examples.inc();
    output.collect(
        reused.replace(
            // An image that comes with its file leaves without: replay alone has use for it.
            new Example(
                sequence, place.step(), place.rank(), place.slot(), image.pixelsAlone(), change)));
  }

  private LearnerChange changeAt(long step) {
    LearnerChange change = changes.takeAt(step).orElse(null);
    if (change != null) {
      LOG.info("{} takes effect at step {}.", change.description(), step);
    }
    return change;
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    setCurrentKey(KEY);
    position.update(
        new SequencePosition(
            nextSequence,
            rules.batch(),
            rules.order().name(),
            rotation == null ? "" : rotation.turn()));
    if (rotation != null) {
      partitions.putAll(rotation.progress());
    }
    replay.snapshot();
    ratesPosition.update(rates.position());
    sources.snapshot();
    long nextStep = -Math.floorDiv(-nextSequence, rules.batch());
    pending.update(changes.atCheckpoint(context.getCheckpointId(), nextStep));
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    changes.completed(checkpointId);
  }

  private final class RatedSequence implements PlacedSequence {

    @Override
    public long next() {
      return nextSequence;
    }

    @Override
    public long held() {
      return replay.images();
    }

    @Override
    public int replay(int places) throws Exception {
      setCurrentKey(KEY);
      return replay.replay(nextSequence, places, SequencerOperator.this::number);
    }
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
