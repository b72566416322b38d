package io.hsicflow.model.learner;

import io.hsicflow.model.guard.GuardSettings;
import io.hsicflow.model.loss.Estimator;
import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.loss.Kernel;
import io.hsicflow.model.loss.LossSettings;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.optim.OptimiserSettings;
import io.hsicflow.model.optim.ScheduleSettings;

/**
 * Everything that fixes what a learner computes, apart from backend, precision and threads.
 *
 * <pre>{@code
 * LearnerSettings settings = LearnerSettings.builder().depth(18).stem(Stem.CIFAR).inputSize(32).batch(64).steps(1000).build();
 * }</pre>
 *
 * @param architecture the networks
 * @param loss the loss and the kernel scale
 * @param optimiser LARS and the evaluation average
 * @param schedule learning rate and tau
 * @param batch B, images of a step over all ranks
 * @param probeClasses classes of the online probe; 0 for none
 * @param seed of initial weights and of all draws
 * @param guard what becomes of steps that are not finite, and of a collapse
 */
public record LearnerSettings(
    ArchitectureSettings architecture,
    LossSettings loss,
    OptimiserSettings optimiser,
    ScheduleSettings schedule,
    int batch,
    int probeClasses,
    long seed,
    GuardSettings guard) {
  /** B of {@link #builder()} where none is set. */
  public static final int DEFAULT_BATCH = 256;

  /** Checks the numbers. */
  public LearnerSettings {
    if (batch < 2) {
      throw new IllegalArgumentException(
          "A step needs at least 2 images for its statistics, not %d.".formatted(batch));
    }
    if (probeClasses < 0 || probeClasses == 1) {
      throw new IllegalArgumentException(
          "A probe needs at least 2 classes, or 0 for no probe, not %d.".formatted(probeClasses));
    }
  }

  /** M, hiddens of an image: four with a target network, two without. */
  public int hiddens() {
    return architecture.target() ? 4 : 2;
  }

  /** A builder with the defaults of docs/method.md. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.depth = architecture.depth();
    builder.stem = architecture.stem();
    builder.width = architecture.width();
    builder.inputSize = architecture.inputSize();
    builder.hidden = architecture.hidden();
    builder.output = architecture.output();
    builder.target = architecture.target();
    builder.normalisation = architecture.normalisation();
    builder.kernel = loss.kernel();
    builder.estimator = loss.estimator();
    builder.directions = loss.directions();
    builder.frequencies = loss.frequencies();
    builder.draws = loss.draws();
    builder.gamma = loss.gamma();
    builder.initialScale = loss.initialScale();
    builder.scaleRate = loss.scaleRate();
    builder.scaleRows = loss.scaleRows();
    builder.weightDecay = optimiser.weightDecay();
    builder.eta = optimiser.eta();
    builder.momentum = optimiser.momentum();
    builder.evaluationDecay = optimiser.evaluationDecay();
    builder.steps = schedule.steps();
    builder.warmupSteps = schedule.warmupSteps();
    builder.peakRate = schedule.peakRate();
    builder.cooldownSteps = schedule.cooldownSteps();
    builder.cooldownFraction = schedule.cooldownFraction();
    builder.baseTau = schedule.baseTau();
    builder.tauCeiling = schedule.tauCeiling();
    builder.tauRiseSteps = schedule.tauRiseSteps();
    builder.batch = batch;
    builder.probeClasses = probeClasses;
    builder.seed = seed;
    builder.guard = guard;
    return builder;
  }

  /** Collects settings; every one that is not set keeps docs/method.md's default. */
  public static final class Builder {
    private int depth = ArchitectureSettings.DEFAULT.depth();
    private Stem stem = ArchitectureSettings.DEFAULT.stem();
    private int width = ArchitectureSettings.DEFAULT.width();
    private int inputSize = ArchitectureSettings.DEFAULT.inputSize();
    private int hidden = ArchitectureSettings.DEFAULT.hidden();
    private int output = ArchitectureSettings.DEFAULT.output();
    private boolean target = ArchitectureSettings.DEFAULT.target();
    private Normalisation normalisation = ArchitectureSettings.DEFAULT.normalisation();
    private Kernel kernel = LossSettings.DEFAULT.kernel();
    private Estimator estimator = LossSettings.DEFAULT.estimator();
    private FeatureDirections directions = LossSettings.DEFAULT.directions();
    private int frequencies = LossSettings.DEFAULT.frequencies();
    private int draws = LossSettings.DEFAULT.draws();
    private double gamma = LossSettings.DEFAULT.gamma();
    private double initialScale = LossSettings.DEFAULT.initialScale();
    private double scaleRate = LossSettings.DEFAULT.scaleRate();
    private int scaleRows = LossSettings.DEFAULT.scaleRows();
    private double weightDecay = OptimiserSettings.DEFAULT.weightDecay();
    private double eta = OptimiserSettings.DEFAULT.eta();
    private double momentum = OptimiserSettings.DEFAULT.momentum();
    private double evaluationDecay = OptimiserSettings.DEFAULT.evaluationDecay();
    private long steps;
    private Long warmupSteps;
    private Double peakRate;
    private double baseRate = ScheduleSettings.BASE_RATE;
    private long cooldownSteps;
    private double cooldownFraction = 1;
    private double baseTau = ScheduleSettings.BASE_TAU;
    private Double tauCeiling;
    private long tauRiseSteps;
    private int batch = DEFAULT_BATCH;
    private int probeClasses;
    private long seed;
    private GuardSettings guard = GuardSettings.DEFAULT;

    private Builder() {}

    /** ResNet depth. */
    public Builder depth(int value) {
      depth = value;
      return this;
    }

    /** The encoder's stem. */
    public Builder stem(Stem value) {
      stem = value;
      return this;
    }

    /** Channels of the first group. */
    public Builder width(int value) {
      width = value;
      return this;
    }

    /** Side of the views in pixels. */
    public Builder inputSize(int value) {
      inputSize = value;
      return this;
    }

    /** Hidden units of projector and predictor. */
    public Builder hidden(int value) {
      hidden = value;
      return this;
    }

    /** Output of projector and predictor. */
    public Builder output(int value) {
      output = value;
      return this;
    }

    /** Whether there is a target network. */
    public Builder target(boolean value) {
      target = value;
      return this;
    }

    /** How the input's channels are normalised. */
    public Builder normalisation(Normalisation value) {
      normalisation = value;
      return this;
    }

    /** The kernel. */
    public Builder kernel(Kernel value) {
      kernel = value;
      return this;
    }

    /** Random features, or exact. */
    public Builder estimator(Estimator value) {
      estimator = value;
      return this;
    }

    /** How the features' directions are drawn. */
    public Builder directions(FeatureDirections value) {
      directions = value;
      return this;
    }

    /** D, features of one draw. */
    public Builder frequencies(int value) {
      frequencies = value;
      return this;
    }

    /** R, draws of a step. */
    public Builder draws(int value) {
      draws = value;
      return this;
    }

    /** The weight of {@code sqrt(HSIC_ZZ)}. */
    public Builder gamma(double value) {
      gamma = value;
      return this;
    }

    /** The kernel scale at the start. */
    public Builder initialScale(double value) {
      initialScale = value;
      return this;
    }

    /** The rate of the kernel scale. */
    public Builder scaleRate(double value) {
      scaleRate = value;
      return this;
    }

    /** Rows on each side of the kernel scale's distances. */
    public Builder scaleRows(int value) {
      scaleRows = value;
      return this;
    }

    /** Weight decay of LARS. */
    public Builder weightDecay(double value) {
      weightDecay = value;
      return this;
    }

    /** The trust coefficient of LARS. */
    public Builder eta(double value) {
      eta = value;
      return this;
    }

    /** Momentum of LARS. */
    public Builder momentum(double value) {
      momentum = value;
      return this;
    }

    /** Decay of the evaluation average. */
    public Builder evaluationDecay(double value) {
      evaluationDecay = value;
      return this;
    }

    /** T, the length of a bounded run; 0 (the default) for an open-ended one. */
    public Builder steps(long value) {
      steps = value;
      return this;
    }

    /** Steps of warm-up; unset: a hundredth of the run, or 3127 where it is open-ended. */
    public Builder warmupSteps(long value) {
      warmupSteps = value;
      return this;
    }

    /** The learning rate after the warm-up; unset: the base rate times B / 256. */
    public Builder peakRate(double value) {
      peakRate = value;
      return this;
    }

    /** The base rate, which counts while no peak rate is set. */
    public Builder baseRate(double value) {
      baseRate = value;
      return this;
    }

    /** Open-ended: length of the cooldown after the warm-up. */
    public Builder cooldownSteps(long value) {
      cooldownSteps = value;
      return this;
    }

    /** Open-ended: the constant rate after the cooldown, as a fraction of the peak. */
    public Builder cooldownFraction(double value) {
      cooldownFraction = value;
      return this;
    }

    /** tau at step 0. */
    public Builder baseTau(double value) {
      baseTau = value;
      return this;
    }

    /** Open-ended: what tau rises to; unset: it stays. */
    public Builder tauCeiling(double value) {
      tauCeiling = value;
      return this;
    }

    /** Open-ended: how long it rises. */
    public Builder tauRiseSteps(long value) {
      tauRiseSteps = value;
      return this;
    }

    /** B, images of a step. */
    public Builder batch(int value) {
      batch = value;
      return this;
    }

    /** Classes of the online probe; 0 for none. */
    public Builder probeClasses(int value) {
      probeClasses = value;
      return this;
    }

    /** The seed of initial weights and draws. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** The guards. */
    public Builder guard(GuardSettings value) {
      guard = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException with a sentence, if they do not fit together
     */
    public LearnerSettings build() {
      return new LearnerSettings(
          new ArchitectureSettings(
              depth, stem, width, inputSize, hidden, output, target, normalisation),
          new LossSettings(
              kernel,
              estimator,
              directions,
              frequencies,
              draws,
              gamma,
              initialScale,
              scaleRate,
              scaleRows),
          new OptimiserSettings(weightDecay, eta, momentum, evaluationDecay),
          new ScheduleSettings(
              steps,
              warmupSteps == null ? ScheduleSettings.defaultWarmup(steps) : warmupSteps,
              peakRate == null ? baseRate * batch / 256 : peakRate,
              cooldownSteps,
              cooldownFraction,
              baseTau,
              tauCeiling == null ? baseTau : tauCeiling,
              tauRiseSteps),
          batch,
          probeClasses,
          seed,
          guard);
    }
  }
}
