package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.CrossEntropy;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.guard.GuardCounts;
import io.hsicflow.model.guard.GuardReport;
import io.hsicflow.model.guard.GuardStoppedException;
import io.hsicflow.model.guard.StepGuard;
import io.hsicflow.model.loss.CounterDraws;
import io.hsicflow.model.loss.FrequencySampler;
import io.hsicflow.model.loss.HsicLoss;
import io.hsicflow.model.loss.KernelScale;
import io.hsicflow.model.loss.LossSettings;
import io.hsicflow.model.loss.ScaleObjective;
import io.hsicflow.model.loss.StepDraws;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.optim.EvaluationAverage;
import io.hsicflow.model.optim.Schedule;
import io.hsicflow.model.optim.ScheduleChanges;
import io.hsicflow.model.optim.Transition;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The SSL-HSIC learner: takes batches of two views, one step each, and gives snapshots and its
 * whole state (docs/method.md).
 *
 * <pre>{@code
 * try (Backend backend = Backends.open("auto", Precision.FLOAT32, 2);
 *     Learner learner = Learner.create(backend, settings)) {
 *   StepReport report = learner.step(batch);
 *   EncoderSnapshot snapshot = learner.snapshot();
 * }
 * }</pre>
 *
 * To be used by one thread at a time.
 */
public final class Learner implements AutoCloseable {
  private final Backend backend;
  private final LearnerSettings settings;
  private final Collective collective;
  private final Networks networks;
  private final LearnerBuffers buffers;
  private final HsicLoss loss;
  private final KernelScale scale;
  private final EvaluationAverage average;
  private final ParameterUpdate update;
  private final List<ParameterHalf> halves;
  private final Schedule schedule;
  private final StepGuard guard;
  private final Optional<RollbackCopy> copy;
  private long steps;
  private long images;
  private Optional<String> initialWeights = Optional.empty();
  private List<String> restoredChanges = List.of();

  Learner(Backend backend, LearnerSettings settings, StepDraws draws, Collective collective) {
    this.backend = backend;
    this.settings = settings;
    this.collective = collective;
    if (settings.batch() % collective.ranks() != 0) {
      throw new IllegalArgumentException(
          "A batch of %d images cannot be shared evenly by %d trainers."
              .formatted(settings.batch(), collective.ranks()));
    }
    networks = new Networks(settings.architecture(), settings.probeClasses());
    buffers = new LearnerBuffers(backend, networks, settings);
    loss = new HsicLoss(backend, settings.loss(), draws);
    scale = new KernelScale(backend, settings.loss(), draws);
    average =
        new EvaluationAverage(
            backend,
            settings.optimiser().evaluationDecay(),
            buffers.average().flat(),
            buffers.online().flat());
    update = new ParameterUpdate(backend, settings.optimiser(), average);
    halves = ParameterHalf.of(backend, buffers);
    schedule = new Schedule(settings.schedule());
    guard = new StepGuard(settings.guard(), settings.schedule().warmupSteps());
    copy = settings.guard().rollsBack() ? Optional.of(new RollbackCopy()) : Optional.empty();
  }

  /** A learner at its start: online and target network drawn from the seed. */
  public static Learner create(Backend backend, LearnerSettings settings) {
    LossSettings loss = settings.loss();
    return create(
        backend,
        settings,
        new CounterDraws(settings.seed(), new FrequencySampler(loss.kernel(), loss.directions())));
  }

  /** The same with random numbers from elsewhere, such as stored ones. */
  public static Learner create(Backend backend, LearnerSettings settings, StepDraws draws) {
    return new Learner(backend, settings, draws, Collective.single());
  }

  /**
   * Puts an encoder from elsewhere in the place of the drawn one, in the online and in the target
   * network, and starts the evaluation average from it. Heads stay as they were drawn.
   *
   * @throws IllegalStateException after the first step
   */
  public void startFrom(PretrainedEncoder encoder) {
    if (steps > 0) {
      throw new IllegalStateException(
          "The learner is behind step "
              + steps
              + " already: weights from elsewhere are for a learner before its first step.");
    }
    encoder.copyTo(backend, buffers.online(), buffers.onlineStatistics());
    if (settings.architecture().target()) {
      encoder.copyTo(backend, buffers.target(), buffers.targetStatistics());
    }
    restartAverage();
    initialWeights = Optional.of(encoder.description());
  }

  /**
   * One training step, in the order of docs/method.md section 6: both forward passes and the
   * gradient with everything as it stands; LARS; target; kernel scale; evaluation average. A step
   * whose loss, gradient or batch statistics are not finite changes nothing but its number and the
   * guard's count; after a step the guard judges whether the embeddings have collapsed.
   *
   * @throws IllegalArgumentException if the batch is not of the settings' size
   * @throws GuardStoppedException where a guard ends the training
   */
  @SuppressWarnings("try") // the scope is there to be closed
  public StepReport step(Batch batch) {
    BatchCheck.require(batch, settings, collective.ranks());
    copy.ifPresent(kept -> kept.of(this));
    try (Scope scope = backend.scope()) {
      return stepInScope(batch);
    }
  }

  private StepReport stepInScope(Batch batch) {
    ViewPasses views = new ViewPasses(backend, settings, collective, networks, buffers);
    views.forward(batch);
    Tensor raw = views.hiddens();
    HsicLoss.Result result = loss.evaluate(raw, settings.hiddens(), 2, scale.scale(), steps);
    inHalves(half -> backend.fill(half.gradient(), 0));
    CrossEntropy probe =
        OnlineProbe.turn(
            backend, buffers, collective, networks.probe(), views.embedding(), batch.labels());
    views.backward(result.gradient());
    collective.sumInPlace(buffers.gradient().flat());

    double[] squares = new double[2];
    List<List<ScaleObjective>> observed = Arrays.asList(null, null);
    inHalves(
        half -> {
          squares[half.number()] = backend.sumOfSquares(half.gradient());
          // It reads hiddens and changes nothing: here it shares the halves' turn.
          observed.set(half.number(), scale.observe(result.stack(), steps, half.number()));
        });
    double value = result.value().loss();
    double gradientNorm = Math.sqrt(squares[0] + squares[1]);
    double rate = schedule.rate(steps);
    double oneMinusTau = schedule.oneMinusTau(steps);
    // Nothing that is kept was written until here; where a number is not finite nothing is.
    boolean taken =
        Double.isFinite(value) && Double.isFinite(gradientNorm) && views.takeStatistics();
    double objective = Double.NaN;
    if (taken) {
      inHalves(half -> update.move(half, rate, oneMinusTau));
      average.parametersTaken();
      objective = scale.update(observed.get(0), observed.get(1)).value();
      images += settings.batch();
    } else {
      guard.skip(steps, value, gradientNorm);
    }
    double spread = PredictionSpread.of(backend, result.stack());
    double scaleAfter = scale.scale();
    long imagesAfter = images;
    long step = steps++;
    GuardReport guarded = taken ? judge(step, spread) : new GuardReport(true, false, guardCounts());
    return new StepReport(
        step,
        imagesAfter,
        value,
        result.value().hsicZy(),
        result.value().hsicZz(),
        scaleAfter,
        objective,
        rate,
        1 - oneMinusTau,
        gradientNorm,
        spread,
        probe.loss(),
        probe.labelled() == 0 ? 0 : (double) probe.correct() / probe.labelled(),
        guarded);
  }

  /** What the guard says of a step that was done; goes back to the copy, or takes one anew. */
  private GuardReport judge(long step, double spread) {
    boolean back = guard.judge(step, spread);
    if (back) {
      LearnerState.goBack(this, StoredLearner.read(copy.orElseThrow().of(this)));
    } else if (steps % settings.guard().interval() == 0 && !guard.isCollapsed(spread)) {
      copy.ifPresent(kept -> kept.take(this));
    }
    return new GuardReport(false, back, guardCounts());
  }

  private void inHalves(Consumer<ParameterHalf> work) {
    backend.sideBySide(() -> work.accept(halves.get(0)), () -> work.accept(halves.get(1)));
  }

  /** What fixes this learner. */
  public LearnerSettings settings() {
    return settings;
  }

  /** The parameters of the online network, in the order of the learner's flat buffers. */
  public ParameterLayout layout() {
    return networks.online();
  }

  /** Steps done. */
  public long steps() {
    return steps;
  }

  /** Images that the weights have learned from, of all trainers: those of skipped steps are not. */
  public long imagesSeen() {
    return images;
  }

  /** The guards' counts as they stand; while they hold, no snapshot is to be released. */
  public GuardCounts guardCounts() {
    return guard.counts();
  }

  /**
   * Lets the learning rate fall to 0 over the next steps; part of the state from now on. Asked for
   * again with the same length, the decay that is under way goes on.
   *
   * @param length how many steps it takes, at least 1
   */
  public void beginFinalDecay(long length) {
    schedule.beginFinalDecay(steps, length);
  }

  /**
   * Moves the peak rate linearly over the next steps; part of the state from now on, in the place
   * of an earlier change of it.
   *
   * @param length how many steps it takes, at least 1
   * @throws IllegalArgumentException with a sentence, if the rate cannot be that
   */
  public Transition movePeakRate(double to, long length) {
    return schedule.movePeakRate(steps, to, length);
  }

  /**
   * Moves the target network's momentum, what it starts from, linearly over the next steps; part of
   * the state from now on, in the place of an earlier change of it.
   *
   * @param length how many steps it takes, at least 1
   * @throws IllegalArgumentException with a sentence, if tau cannot be that
   */
  public Transition moveTau(double to, long length) {
    if (!settings.architecture().target()) {
      throw new IllegalArgumentException(
          "The learner has no target network (learner.target is false) whose momentum could change.");
    }
    return schedule.moveTau(steps, to, length);
  }

  /** What of the schedule was changed while the run was under way. */
  public ScheduleChanges scheduleChanges() {
    return schedule.changes();
  }

  /** Whether the schedule or a final decay has run to its end: all further steps have rate 0. */
  public boolean isComplete() {
    return schedule.isComplete(steps);
  }

  /**
   * The encoder as it stands: evaluation average and online running statistics (docs/method.md
   * section 6).
   */
  public EncoderSnapshot snapshot() {
    NetworkTensors tensors =
        new NetworkTensors(
            networks.online(),
            FlatNumbers.of(backend, buffers.average().flat()),
            average.debias(),
            FlatNumbers.of(backend, buffers.onlineStatistics().hidden()),
            buffers.onlineStatistics().counts());
    return SnapshotMaker.make(
        tensors.encoder(),
        settings.architecture(),
        SettingsText.withChanges(settingsText(), scheduleChanges()),
        steps,
        images);
  }

  /** Bytes of the state, a copy for a rollback included; the same while the settings are. */
  public long stateBytes() {
    return LearnerState.bytes(this);
  }

  /**
   * Copies the whole state (docs/method.md section 8) to the buffer's position and moves it behind:
   * one memory copy, and a checksum.
   *
   * @throws IllegalArgumentException if the buffer has less room than {@link #stateBytes}
   */
  public void copyState(ByteBuffer target) {
    ByteBuffer state = target.duplicate();
    copyUnsealedState(target);
    LearnerState.seal(state.limit(target.position()));
  }

  /**
   * The same without the checksum, which takes about as long as the copy: for a learner that has
   * better things to do. The state is complete once {@link StoredLearner#seal} was called on it, by
   * whatever thread.
   *
   * @throws IllegalArgumentException if the buffer has less room than {@link #stateBytes}
   */
  public void copyUnsealedState(ByteBuffer target) {
    LearnerState.write(this, target);
  }

  /**
   * Goes back to a copied state; the buffer's position moves behind it.
   *
   * @throws IllegalArgumentException with a sentence, if the bytes are damaged, of another version,
   *     or of a learner whose settings meant another model; this learner is then as before
   */
  public void restoreState(ByteBuffer source) {
    ByteBuffer read = source.duplicate();
    restoreState(StoredLearner.read(read));
    source.position(read.position());
  }

  /**
   * Goes back to a state that was taken apart.
   *
   * @throws IllegalArgumentException with a sentence, if it is of a learner whose settings meant
   *     another model; this learner is then as before
   */
  public void restoreState(StoredLearner stored) {
    restoredChanges = LearnerState.restore(this, stored);
  }

  /**
   * One sentence for each setting that the last restored state had otherwise and that this learner
   * keeps as it is set, and for each change of the schedule that such a setting puts an end to.
   */
  public List<String> restoredChanges() {
    return restoredChanges;
  }

  Backend backend() {
    return backend;
  }

  LearnerBuffers buffers() {
    return buffers;
  }

  KernelScale kernelScale() {
    return scale;
  }

  EvaluationAverage average() {
    return average;
  }

  Optional<RollbackCopy> rollbackCopy() {
    return copy;
  }

  /** The settings as JSON, for states and snapshots. */
  String settingsText() {
    return SettingsText.write(settings, backend, initialWeights);
  }

  /** Goes on with a state's counts and schedule; a sentence for each change that is given up. */
  List<String> restoreCounts(StoredLearner stored) {
    steps = stored.steps();
    images = stored.imagesSeen();
    initialWeights = stored.initialWeights();
    guard.restore(stored.guardCounts());
    return schedule.restore(stored.scheduleChanges(), stored.peakRate(), stored.tau());
  }

  void restoreImages(long restored) {
    images = restored;
  }

  /**
   * Starts the evaluation average anew at the parameters as they are; for parameters that were
   * written from outside.
   */
  void restartAverage() {
    backend.fill(buffers.average().flat(), 0);
    backend.axpy(
        1 - settings.optimiser().evaluationDecay(),
        buffers.online().flat(),
        buffers.average().flat());
    average.restoreCount(1);
    copy.ifPresent(RollbackCopy::drop);
  }

  @Override
  public void close() {
    buffers.close();
  }
}
