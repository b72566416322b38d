package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.CrossEntropy;
import io.hsicflow.model.backend.Follower;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.loss.CounterDraws;
import io.hsicflow.model.loss.FrequencySampler;
import io.hsicflow.model.loss.HsicLoss;
import io.hsicflow.model.loss.KernelScale;
import io.hsicflow.model.loss.LossSettings;
import io.hsicflow.model.loss.ScaleObjective;
import io.hsicflow.model.loss.StepDraws;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.optim.EvaluationAverage;
import io.hsicflow.model.optim.FinalDecay;
import io.hsicflow.model.optim.Lars;
import io.hsicflow.model.optim.LearningRate;
import io.hsicflow.model.optim.TargetMomentum;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The SSL-HSIC learner: takes batches of two views, one step each, and gives snapshots and its
 * whole state (METHOD.md).
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
  private final Lars lars;
  private final List<ParameterHalf> halves;
  private final TargetMomentum targetMomentum;
  private LearningRate learningRate;
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
    lars = new Lars(backend, settings.optimiser());
    halves = ParameterHalf.of(backend, buffers);
    targetMomentum = new TargetMomentum(settings.schedule());
    learningRate = new LearningRate(settings.schedule());
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
   * One training step, in the order of METHOD.md section 6: both forward passes and the gradient
   * with everything as it stands; LARS; target; kernel scale; evaluation average.
   *
   * @throws IllegalArgumentException if the batch is not of the settings' size
   */
  @SuppressWarnings("try") // the scope is there to be closed
  public StepReport step(Batch batch) {
    check(batch);
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
    CrossEntropy probe = probe(views.embedding(), batch.labels());
    views.backward(result.gradient());
    collective.sumInPlace(buffers.gradient().flat());

    double rate = learningRate.at(steps);
    double oneMinusTau = targetMomentum.oneMinusTau(steps);
    double[] squares = new double[2];
    List<List<ScaleObjective>> observed = Arrays.asList(null, null);
    inHalves(
        half -> {
          squares[half.number()] = backend.sumOfSquares(half.gradient());
          moveParameters(half, rate, oneMinusTau);
          // It reads hiddens and nothing that the optimiser writes: before or after is the same.
          observed.set(half.number(), scale.observe(result.stack(), steps, half.number()));
        });
    average.parametersTaken();
    KernelScale.Objective objective = scale.update(observed.get(0), observed.get(1));

    images += settings.batch();
    return new StepReport(
        steps++,
        images,
        result.value().loss(),
        result.value().hsicZy(),
        result.value().hsicZz(),
        scale.scale(),
        objective.value(),
        rate,
        1 - oneMinusTau,
        Math.sqrt(squares[0] + squares[1]),
        PredictionSpread.of(backend, result.stack()),
        probe.loss(),
        probe.labelled() == 0 ? 0 : (double) probe.correct() / probe.labelled());
  }

  /**
   * LARS, then the target and the evaluation average with the updated parameters, tensor by tensor.
   */
  private void moveParameters(ParameterHalf half, double rate, double oneMinusTau) {
    for (ParameterHalf.Part part : half.parts()) {
      Follower evaluated = average.follower(part.average());
      lars.update(
          part.segment(),
          rate,
          part.target() == null
              ? List.of(evaluated)
              : List.of(new Follower(part.target(), oneMinusTau), evaluated));
    }
  }

  private void inHalves(Consumer<ParameterHalf> work) {
    backend.sideBySide(() -> work.accept(halves.get(0)), () -> work.accept(halves.get(1)));
  }

  /** The online probe's loss; its gradients are added, and stop at the embedding. */
  private CrossEntropy probe(Tensor embedding, int[] labels) {
    if (networks.probe() == null || labels == null) {
      return new CrossEntropy(0, 0, 0);
    }
    NetworkPass pass =
        NetworkPass.training(backend, buffers.online(), buffers.gradient(), collective);
    Tensor logits = networks.probe().forward(pass, embedding);
    Tensor gradient = backend.zeros(logits.shape());
    CrossEntropy value = backend.softmaxCrossEntropy(logits, labels, gradient);
    // Gradients are summed over the trainers; the probe's loss is the mean of theirs.
    backend.scale(gradient, 1.0 / collective.ranks());
    networks.probe().backward(pass, gradient, false);
    return value;
  }

  private void check(Batch batch) {
    int expected = settings.batch() / collective.ranks();
    int side = settings.architecture().inputSize();
    if (batch.size() != expected || batch.view1().length != (long) expected * side * side * 3) {
      throw new IllegalArgumentException(
          "A step takes %d images of side %d, not %d images with views of %d bytes."
              .formatted(expected, side, batch.size(), batch.view1().length));
    }
    if (batch.labels() != null) {
      for (int label : batch.labels()) {
        if (label < Batch.NO_LABEL
            || networks.probe() != null && label >= settings.probeClasses()) {
          throw new IllegalArgumentException(
              "The label %d is none of the probe's %d classes."
                  .formatted(label, settings.probeClasses()));
        }
      }
    }
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

  /** Images seen, of all trainers. */
  public long imagesSeen() {
    return images;
  }

  /**
   * Lets the learning rate fall to 0 over the next steps; part of the state from now on. Asked for
   * again with the same length, the decay that is under way goes on.
   *
   * @param length how many steps it takes, at least 1
   */
  public void beginFinalDecay(long length) {
    FinalDecay decay = new FinalDecay(steps, length);
    if (learningRate.finalDecay().map(FinalDecay::steps).orElse(0L) != length) {
      learningRate = new LearningRate(settings.schedule(), Optional.of(decay));
    }
  }

  /** Whether the schedule or a final decay has run to its end: all further steps have rate 0. */
  public boolean isComplete() {
    long total = settings.schedule().steps();
    return total > 0 && steps >= total || learningRate.hasDecayed(steps);
  }

  /**
   * The encoder as it stands: evaluation average and online running statistics (METHOD.md section
   * 6).
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
        tensors.encoder(), settings.architecture(), settingsText(), steps, images);
  }

  /** Bytes of the state; the same from one start or restored state on. */
  public long stateBytes() {
    return LearnerState.bytes(this);
  }

  /**
   * Copies the whole state (METHOD.md section 8) to the buffer's position and moves it behind: one
   * memory copy.
   *
   * @throws IllegalArgumentException if the buffer has less room than {@link #stateBytes}
   */
  public void copyState(ByteBuffer target) {
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
   * keeps as it is set.
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

  Optional<FinalDecay> finalDecay() {
    return learningRate.finalDecay();
  }

  /** The settings as JSON, for states and snapshots. */
  String settingsText() {
    return SettingsText.write(settings, backend, initialWeights);
  }

  void restoreCounts(StoredLearner stored) {
    steps = stored.steps();
    images = stored.imagesSeen();
    initialWeights = stored.initialWeights();
    learningRate = new LearningRate(settings.schedule(), stored.finalDecay());
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
  }

  @Override
  public void close() {
    buffers.close();
  }
}
