package io.hsicflow.operators.trainer;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.BackendSetup;
import io.hsicflow.model.guard.GuardCounts;
import io.hsicflow.model.guard.GuardStoppedException;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.learner.PretrainedEncoder;
import io.hsicflow.model.learner.StepReport;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.schemas.record.SnapshotPublished;
import io.hsicflow.schemas.record.TrainingProgress;
import io.hsicflow.schemas.record.Views;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.FutureTask;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StatePartitionStreamProvider;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Learns. Everything happens on the task's thread but the writing of checkpoints: between two
 * elements the learner is always between two steps.
 */
final class TrainerOperator extends AbstractStreamOperator<TrainingProgress>
    implements OneInputStreamOperator<Views, TrainingProgress>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final Configuration config;
  private final String snapshotFolder;
  private final OutputTag<SnapshotPublished> published;
  private final Clock clock;
  private final SerializableSupplier<BackendSet> backends;

  private transient LearnerSettings settings;
  private transient LabelClasses labels;
  private transient Backend backend;
  private transient Learner learner;
  private transient LearnerChanges changes;
  private transient StepGatherer gatherer;
  private transient StagingBuffers buffers;
  private transient SnapshotPublisher snapshots;
  private transient TrainingMetrics metrics;
  private transient GuardWarnings warnings;
  private transient CheckpointWatch checkpoints;
  private transient volatile int waiting;
  private transient long lastStepEndNanos;

  TrainerOperator(
      Configuration config,
      String snapshotFolder,
      OutputTag<SnapshotPublished> published,
      Clock clock) {
    this(config, snapshotFolder, published, clock, BackendSet::onClassPath);
  }

  TrainerOperator(
      Configuration config,
      String snapshotFolder,
      OutputTag<SnapshotPublished> published,
      Clock clock,
      SerializableSupplier<BackendSet> backends) {
    this.config = config;
    this.snapshotFolder = snapshotFolder;
    this.published = published;
    this.clock = clock;
    this.backends = backends;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    refuseSeveralTasks();
    settings = LearnerOptions.settings(config);
    labels = new LabelClasses(config.get(LearnerOptions.PROBE_CLASSES));
    int side = settings.architecture().inputSize();
    gatherer =
        new StepGatherer(
            settings.batch(), side * side * 3, config.get(LearnerOptions.MAX_STEPS_AHEAD));
    buffers = new StagingBuffers();
    GpuGrant grant = GpuGrant.ask(getRuntimeContext(), config);
    BackendOpening opening = new BackendOpening(config, settings, backends.get(), clock, grant);
    // The state is read before a backend is opened, for it says which one made it.
    try (TrainerStateFormat.Loaded state = load(context)) {
      backend = state == null ? opening.open() : opening.open(state.learner().setup());
      learner = Learner.create(backend, settings);
      changes = new LearnerChanges(learner);
      if (state == null) {
        startFresh();
      } else {
        restore(state);
      }
    }
    buffers.prepare(TrainerStateFormat.usualBytes(learner, gatherer));
    config.getOptional(LearnerOptions.FINAL_DECAY_STEPS).ifPresent(learner::beginFinalDecay);
    waiting = gatherer.waiting();
  }

  private void refuseSeveralTasks() {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    if (task.getNumberOfParallelSubtasks() != 1 || task.getMaxNumberOfParallelSubtasks() != 1) {
      throw new IllegalStateException(
          "The trainer has parallelism "
              + task.getNumberOfParallelSubtasks()
              + " and maximum parallelism "
              + task.getMaxNumberOfParallelSubtasks()
              + ", and both must be 1: one learner holds the whole state. Give it more cores by learner.threads.");
    }
  }

  /** The state in the checkpoint; null where there is none of a trainer. */
  private TrainerStateFormat.Loaded load(StateInitializationContext context) throws Exception {
    Iterator<StatePartitionStreamProvider> parts =
        context.isRestored()
            ? context.getRawOperatorStateInputs().iterator()
            : Collections.emptyIterator();
    if (!parts.hasNext()) {
      return null; // A trainer that is new in this job: only the other role's state is there.
    }
    TrainerStateFormat.Loaded state;
    try (InputStream in = parts.next().getStream()) {
      state = TrainerStateFormat.load(in, buffers);
    }
    if (parts.hasNext()) {
      throw new IOException(
          "The checkpoint holds the state of more than one trainer, and this job has one: restore from a checkpoint of"
              + " one trainer.");
    }
    return state;
  }

  private void restore(TrainerStateFormat.Loaded state) {
    learner.restoreState(state.learner());
    changes.restoreSnapshotOf(state.snapshotOf());
    gatherer.startAt(learner.steps());
    gatherer.read(state.examples());
    learner.restoredChanges().forEach(LOG::info);
    config
        .getOptional(LearnerOptions.INITIAL_WEIGHTS)
        .ifPresent(
            file ->
                LOG.info(
                    "learner.initial-weights = {} is not read: the trainer goes on from a checkpoint.",
                    file));
    LOG.info(
        "The trainer goes on at step {} with {} examples waiting.",
        learner.steps(),
        gatherer.waiting());
  }

  private void startFresh() throws IOException {
    LOG.info("The trainer computes by {}.", BackendSetup.of(backend));
    if (config.contains(LearnerOptions.INITIAL_WEIGHTS)) {
      PretrainedEncoder encoder =
          WeightsFile.read(config.get(LearnerOptions.INITIAL_WEIGHTS), settings.architecture());
      learner.startFrom(encoder);
      LOG.info("The encoder starts from {}.", encoder.description());
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    metrics =
        new TrainingMetrics(
            getMetricGroup(), clock, () -> waiting, buffers::mostBytes, changes.refused());
    checkpoints =
        new CheckpointWatch(
            config.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).orElse(Duration.ZERO),
            CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()
                + " = "
                + config.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY),
            learner.steps(),
            clock,
            metrics);
    checkpoints.patience().ifPresent(this::registerLatenessTimer);
    snapshots =
        new SnapshotPublisher(
            learner,
            new SnapshotStore(snapshotFolder),
            config,
            clock,
            metrics,
            snapshot -> output.collect(published, new StreamRecord<>(snapshot)));
    warnings = new GuardWarnings(settings.guard(), clock);
    lastStepEndNanos = clock.nanos();
    if (learner.steps() == 0 && config.get(SnapshotOptions.INITIAL)) {
      snapshots.publishNow();
    } else if (changes.isSnapshotOwed()) {
      snapshots.publishNews();
    }
    registerSnapshotTimer();
  }

  private void registerSnapshotTimer() {
    long every = config.get(SnapshotOptions.EVERY).toMillis();
    if (every <= 0) {
      return;
    }
    getProcessingTimeService()
        .registerTimer(
            getProcessingTimeService().getCurrentProcessingTime() + every,
            time -> {
              snapshots.publishNews();
              registerSnapshotTimer();
            });
  }

  private void registerLatenessTimer(Duration patience) {
    getProcessingTimeService()
        .registerTimer(
            getProcessingTimeService().getCurrentProcessingTime() + patience.toMillis(),
            time -> {
              checkpoints.lateness(learner.steps()).ifPresent(LOG::warn);
              registerLatenessTimer(patience);
            });
  }

  @Override
  public void processElement(StreamRecord<Views> element) throws Exception {
    Views views = element.getValue();
    if (views.change() != null) {
      changes.arrived(views.step(), views.change());
    }
    if (isComplete()) {
      metrics.ignoredExample();
      snapshots.idle();
      return;
    }
    gatherer.add(views, labels.indexOf(views.label()));
    for (StepViews full = gatherer.full(); full != null && !isComplete(); full = gatherer.full()) {
      step(full);
    }
    waiting = gatherer.waiting();
  }

  /**
   * Whether a bounded schedule or a final decay has run to its end: what comes after is not trained
   * on.
   */
  private boolean isComplete() {
    return learner.isComplete();
  }

  private void step(StepViews full) throws Exception {
    long start = clock.nanos();
    StepReport report = guarded(full);
    gatherer.advance();
    long end = clock.nanos();
    long wait = start - lastStepEndNanos;
    metrics.stepDone(report, settings.batch(), wait, end - start);
    lastStepEndNanos = end;
    output.collect(new StreamRecord<>(progress(report, wait, end - start)));
    snapshots.stepDone(changes.isSnapshotDue());
    changes.stepDone(snapshots.isOwed());
  }

  private StepReport guarded(StepViews full) {
    StepReport report;
    try {
      report = learner.step(full.batch());
    } catch (GuardStoppedException e) {
      // A restart would only come to the same step again.
      throw new SuppressRestartsException(e);
    }
    warnings.of(report).ifPresent(LOG::warn);
    return report;
  }

  private TrainingProgress progress(StepReport report, long waitNanos, long stepNanos) {
    boolean labelled = report.isLabelled();
    GuardCounts guard = report.guard().counts();
    return new TrainingProgress(
        report.step() + 1,
        report.images(),
        report.loss(),
        report.hsicZy(),
        report.hsicZz(),
        report.kernelScale(),
        report.scaleObjective(),
        report.learningRate(),
        report.tau(),
        report.gradientNorm(),
        report.embeddingStd(),
        labelled ? report.probeLoss() : Double.NaN,
        labelled ? report.probeAccuracy() : Double.NaN,
        guard.skipped(),
        guard.collapsed(),
        guard.held(),
        guard.rollbacks(),
        waitNanos / 1e6,
        stepNanos / 1e6,
        clock.millis());
  }

  @Override
  public void endInput() throws Exception {
    snapshots.end();
    LOG.info(
        "The input has ended after step {}; {} examples wait for a full step and stay in the state.",
        learner.steps(),
        gatherer.waiting());
  }

  /** What is counted since {@link #open}. */
  TrainingMetrics metrics() {
    return metrics;
  }

  @Override
  public OperatorSnapshotFutures snapshotState(
      long checkpointId,
      long timestamp,
      CheckpointOptions checkpointOptions,
      CheckpointStreamFactory storage)
      throws Exception {
    if (!isComplete()) {
      gatherer.refuseHoles();
    }
    OperatorSnapshotFutures futures =
        super.snapshotState(checkpointId, timestamp, checkpointOptions, storage);
    // The empty raw state of the operator below: run, so that the task's registry lets go of it.
    futures.getOperatorStateRawFuture().run();
    long start = clock.nanos();
    long bytes = TrainerStateFormat.bytes(learner, gatherer);
    StagingBuffers.Lease lease = buffers.lease(bytes);
    if (lease == null) {
      futures.setOperatorStateRawFuture(
          new FutureTask<>(
              () -> {
                throw new IOException(
                    "Checkpoint "
                        + checkpointId
                        + " was not taken, for two earlier ones are still being written: check the checkpoint storage,"
                        + " or take checkpoints less often.");
              }));
      return futures;
    }
    boolean handedOver = false;
    try {
      int length = TrainerStateFormat.copy(learner, changes.snapshotOf(), gatherer, lease.view());
      futures.setOperatorStateRawFuture(
          new TrainerStateWrite(storage, lease, length, checkpointId)
              .toAsyncSnapshotFutureTask(getContainingTask().getCancelables()));
      handedOver = true;
    } finally {
      if (!handedOver) {
        lease.close();
        futures.cancel();
      }
    }
    if (!checkpointOptions.getCheckpointType().isSavepoint()) {
      checkpoints.begun(checkpointId, learner.steps());
    }
    metrics.stateCopied(bytes, clock.nanos() - start);
    return futures;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    checkpoints.completed(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    super.notifyCheckpointAborted(checkpointId);
    LOG.warn(checkpoints.failed(checkpointId, learner.steps()));
  }

  @Override
  public void close() throws Exception {
    try {
      if (learner != null) {
        learner.close();
      }
      if (backend != null) {
        backend.close();
      }
    } finally {
      super.close();
    }
  }
}
