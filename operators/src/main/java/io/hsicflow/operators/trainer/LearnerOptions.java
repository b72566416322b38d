package io.hsicflow.operators.trainer;

import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the learner; the defaults are docs/method.md's, read from {@link LearnerSettings}. */
public final class LearnerOptions {

  private static final LearnerSettings DEFAULTS = LearnerSettings.builder().build();

  /** The tensor backend. */
  public static final ConfigOption<String> BACKEND =
      ConfigOptions.key("learner.backend")
          .stringType()
          .defaultValue(Backends.AUTO)
          .withDescription(
              "The tensor backend by name, or auto for the one that the restored state was made by, else the fastest"
                  + " that can run here.");

  /** The precision of activations, and in double of all else. */
  public static final ConfigOption<PrecisionChoice> PRECISION =
      ConfigOptions.key("learner.precision")
          .enumType(PrecisionChoice.class)
          .defaultValue(PrecisionChoice.FLOAT32)
          .withDescription(
              "The precision of the learner: float32 or bfloat16 to train, float64 to check, or auto for the one that"
                  + " the restored state was made by, else the faster of float32 and bfloat16 by a few steps at the"
                  + " start, where the backend has both. In bfloat16 only activations are; parameters, statistics,"
                  + " loss and optimiser stay in float32. onednn has float32 and, on processors with AVX-512,"
                  + " bfloat16; torch has all three; nd4j has float32 and float64.");

  /** The device of the backend. */
  public static final ConfigOption<String> DEVICE =
      ConfigOptions.key("learner.device")
          .stringType()
          .defaultValue(Backends.AUTO)
          .withDescription(
              "The device that the backend computes on: cpu, cuda, cuda:N for the GPU of that number, or auto for the"
                  + " kind that the restored state was made on, else the best that there is. Where Flink grants a GPU"
                  + " (learner.gpu-resource), cuda and auto mean that one, and a cuda:N that is not granted is refused.");

  /** The external resource that Flink is asked for. */
  public static final ConfigOption<String> GPU_RESOURCE =
      ConfigOptions.key("learner.gpu-resource")
          .stringType()
          .defaultValue("gpu")
          .withDescription(
              "Name of the external resource by which Flink grants GPUs, as in external-resources; empty: Flink is not"
                  + " asked. Trainer and embedder compute on the first GPU that their TaskManager has by it. For that"
                  + " its configuration needs external-resources: gpu, external-resource.gpu.driver-factory.class:"
                  + " org.apache.flink.externalresource.gpu.GPUDriverFactory and external-resource.gpu.amount: 1.");

  /** Threads of the backend. */
  public static final ConfigOption<Integer> THREADS =
      ConfigOptions.key("learner.threads")
          .intType()
          .noDefaultValue()
          .withDescription(
              "Threads of the backend; unset: as many as the restored state was made by, else the machine's processors."
                  + " Part of the result: another number gives other last digits.");

  /** The seed. */
  public static final ConfigOption<Long> SEED =
      ConfigOptions.key("learner.seed")
          .longType()
          .defaultValue(DEFAULTS.seed())
          .withDescription("The seed of initial weights, of views and of all draws.");

  /** Images of a step. */
  public static final ConfigOption<Integer> BATCH =
      ConfigOptions.key("learner.batch")
          .intType()
          .defaultValue(DEFAULTS.batch())
          .withDescription("Images of one training step.");

  /** The depth of the encoder. */
  public static final ConfigOption<Integer> DEPTH =
      ConfigOptions.key("learner.depth")
          .intType()
          .defaultValue(DEFAULTS.architecture().depth())
          .withDescription("Depth of the encoder, a ResNet: 18, 34, 50, 101 or 152.");

  /** The stem of the encoder. */
  public static final ConfigOption<Stem> STEM =
      ConfigOptions.key("learner.stem")
          .enumType(Stem.class)
          .defaultValue(DEFAULTS.architecture().stem())
          .withDescription(
              "First layers of the encoder: imagenet (stride 2 and pooling) or cifar (for small pictures).");

  /** The width of the encoder. */
  public static final ConfigOption<Integer> WIDTH =
      ConfigOptions.key("learner.width")
          .intType()
          .defaultValue(DEFAULTS.architecture().width())
          .withDescription("Channels of the encoder's first group; 64 is the standard ResNet.");

  /** The side of the views. */
  public static final ConfigOption<Integer> SIZE =
      ConfigOptions.key("learner.size")
          .intType()
          .defaultValue(DEFAULTS.architecture().inputSize())
          .withDescription("Side of the encoder's input in pixels.");

  /** The means of the channels. */
  public static final ConfigOption<List<Double>> MEAN =
      channels(
          "learner.mean",
          DEFAULTS.architecture().normalisation().mean(),
          "Means of red, green and blue in [0, 1], which are taken from the encoder's input: ImageNet's where none are"
              + " set. A snapshot has them in its metadata.");

  /** The standard deviations of the channels. */
  public static final ConfigOption<List<Double>> DEVIATION =
      channels(
          "learner.deviation",
          DEFAULTS.architecture().normalisation().deviation(),
          "Standard deviations of red, green and blue, by which the encoder's input is divided after learner.mean is"
              + " taken from it: ImageNet's where none are set.");

  /** The hidden units of the heads. */
  public static final ConfigOption<Integer> HIDDEN =
      ConfigOptions.key("learner.hidden")
          .intType()
          .defaultValue(DEFAULTS.architecture().hidden())
          .withDescription("Hidden units of projector and predictor.");

  /** The output of the heads. */
  public static final ConfigOption<Integer> OUTPUT =
      ConfigOptions.key("learner.output")
          .intType()
          .defaultValue(DEFAULTS.architecture().output())
          .withDescription(
              "Outputs of projector and predictor, the dimension in which the loss is computed.");

  /** Whether there is a target network. */
  public static final ConfigOption<Boolean> TARGET =
      ConfigOptions.key("learner.target")
          .booleanType()
          .defaultValue(DEFAULTS.architecture().target())
          .withDescription("Whether a target network gives two of the four hiddens of an image.");

  /** The file of weights to start from. */
  public static final ConfigOption<String> INITIAL_WEIGHTS =
      ConfigOptions.key("learner.initial-weights")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "A safetensors file of a ResNet in torchvision's names, with or without fc, as path or URI, from which"
                  + " encoder and target start; unset: from random weights. Not read when a run goes on from a"
                  + " checkpoint.");

  /** The number of steps. */
  public static final ConfigOption<Long> STEPS =
      ConfigOptions.key("learner.steps")
          .longType()
          .noDefaultValue()
          .withDescription(
              "Length of the schedule in steps, after which nothing more is trained; unset: open-ended.");

  /** The length of the warm-up. */
  public static final ConfigOption<Long> WARMUP_STEPS =
      ConfigOptions.key("learner.warmup-steps")
          .longType()
          .noDefaultValue()
          .withDescription(
              "Steps of linear warm-up; unset: a hundredth of learner.steps, or 3127 in an open-ended run.");

  /** The learning rate for 256 images. */
  public static final ConfigOption<Double> BASE_RATE =
      ConfigOptions.key("learner.base-rate")
          .doubleType()
          .noDefaultValue()
          .withDescription(
              "Peak learning rate for a batch of 256, scaled to learner.batch; unset: 0.4. Not together with"
                  + " learner.peak-rate.");

  /** The learning rate. */
  public static final ConfigOption<Double> PEAK_RATE =
      ConfigOptions.key("learner.peak-rate")
          .doubleType()
          .noDefaultValue()
          .withDescription("Peak learning rate as it is, whatever the batch.");

  /** The length of the cooldown. */
  public static final ConfigOption<Long> COOLDOWN_STEPS =
      ConfigOptions.key("learner.cooldown-steps")
          .longType()
          .defaultValue(DEFAULTS.schedule().cooldownSteps())
          .withDescription(
              "Open-ended runs: steps from the peak rate down to the constant one; 0: the peak stays.");

  /** The rate after the cooldown. */
  public static final ConfigOption<Double> COOLDOWN_FRACTION =
      ConfigOptions.key("learner.cooldown-fraction")
          .doubleType()
          .defaultValue(DEFAULTS.schedule().cooldownFraction())
          .withDescription(
              "Open-ended runs: the constant rate after the cooldown, as a part of the peak.");

  /** The target's momentum at the start. */
  public static final ConfigOption<Double> TAU =
      ConfigOptions.key("learner.tau")
          .doubleType()
          .defaultValue(DEFAULTS.schedule().baseTau())
          .withDescription("Momentum of the target network at the start.");

  /** The target's momentum in the end. */
  public static final ConfigOption<Double> TAU_CEILING =
      ConfigOptions.key("learner.tau-ceiling")
          .doubleType()
          .noDefaultValue()
          .withDescription(
              "Open-ended runs: what the target's momentum rises to; unset: it stays. Bounded runs rise to 1.");

  /** The length of the rise of the target's momentum. */
  public static final ConfigOption<Long> TAU_RISE_STEPS =
      ConfigOptions.key("learner.tau-rise-steps")
          .longType()
          .defaultValue(DEFAULTS.schedule().tauRiseSteps())
          .withDescription(
              "Open-ended runs: steps in which the target's momentum rises to its ceiling.");

  /** The weight decay. */
  public static final ConfigOption<Double> WEIGHT_DECAY =
      ConfigOptions.key("learner.weight-decay")
          .doubleType()
          .defaultValue(DEFAULTS.optimiser().weightDecay())
          .withDescription("Weight decay of LARS, for weights only.");

  /** The trust coefficient. */
  public static final ConfigOption<Double> ETA =
      ConfigOptions.key("learner.eta")
          .doubleType()
          .defaultValue(DEFAULTS.optimiser().eta())
          .withDescription("Trust coefficient of LARS.");

  /** The momentum. */
  public static final ConfigOption<Double> MOMENTUM =
      ConfigOptions.key("learner.momentum")
          .doubleType()
          .defaultValue(DEFAULTS.optimiser().momentum())
          .withDescription("Momentum of LARS.");

  /** The decay of the evaluation average. */
  public static final ConfigOption<Double> EVALUATION_DECAY =
      ConfigOptions.key("learner.evaluation-decay")
          .doubleType()
          .defaultValue(DEFAULTS.optimiser().evaluationDecay())
          .withDescription("Decay of the average of weights that snapshots and embeddings use.");

  /** The final decay of an open-ended run. */
  public static final ConfigOption<Long> FINAL_DECAY_STEPS =
      ConfigOptions.key("learner.final-decay-steps")
          .longType()
          .noDefaultValue()
          .withDescription(
              "Lets the rate fall to 0 over so many steps from where the run is taken up, and ends training there; for the"
                  + " last restart of an open-ended run.");

  /** The bound on steps gathered ahead. */
  public static final ConfigOption<Integer> MAX_STEPS_AHEAD =
      ConfigOptions.key("learner.max-steps-ahead")
          .intType()
          .defaultValue(256)
          .withDescription(
              "The most steps whose examples are gathered at once while a slow augmenter holds one back, before the"
                  + " job fails.");

  /** The classes of the online probe. */
  public static final ConfigOption<List<String>> PROBE_CLASSES =
      ConfigOptions.key("probe.classes")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Labels of the online probe's classes; labels not listed count as none; empty: no probe.");

  private LearnerOptions() {}

  private static ConfigOption<List<Double>> channels(
      String key, List<Double> numbers, String description) {
    return ConfigOptions.key(key)
        .doubleType()
        .asList()
        .defaultValues(numbers.toArray(Double[]::new))
        .withDescription(description);
  }

  /** The backend's threads: as set, or the machine's processors. */
  public static int threads(ReadableConfig config) {
    return config.getOptional(THREADS).orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }

  /**
   * The learner's settings.
   *
   * @throws IllegalArgumentException with a sentence when they do not fit together
   */
  public static LearnerSettings settings(ReadableConfig config) {
    if (config.getOptional(BASE_RATE).isPresent() && config.getOptional(PEAK_RATE).isPresent()) {
      throw new IllegalArgumentException(
          "Both learner.base-rate = "
              + config.get(BASE_RATE)
              + " and learner.peak-rate = "
              + config.get(PEAK_RATE)
              + " are set: set one of them.");
    }
    LearnerSettings.Builder builder =
        LearnerSettings.builder()
            .depth(config.get(DEPTH))
            .stem(config.get(STEM))
            .width(config.get(WIDTH))
            .inputSize(config.get(SIZE))
            .hidden(config.get(HIDDEN))
            .output(config.get(OUTPUT))
            .target(config.get(TARGET))
            .normalisation(new Normalisation(config.get(MEAN), config.get(DEVIATION)))
            .weightDecay(config.get(WEIGHT_DECAY))
            .eta(config.get(ETA))
            .momentum(config.get(MOMENTUM))
            .evaluationDecay(config.get(EVALUATION_DECAY))
            .cooldownSteps(config.get(COOLDOWN_STEPS))
            .cooldownFraction(config.get(COOLDOWN_FRACTION))
            .baseTau(config.get(TAU))
            .tauRiseSteps(config.get(TAU_RISE_STEPS))
            .batch(config.get(BATCH))
            .probeClasses(config.get(PROBE_CLASSES).size())
            .seed(config.get(SEED))
            .guard(GuardOptions.settings(config));
    config.getOptional(STEPS).ifPresent(builder::steps);
    config.getOptional(WARMUP_STEPS).ifPresent(builder::warmupSteps);
    config.getOptional(BASE_RATE).ifPresent(builder::baseRate);
    config.getOptional(PEAK_RATE).ifPresent(builder::peakRate);
    config.getOptional(TAU_CEILING).ifPresent(builder::tauCeiling);
    LossOptions.apply(config, builder);
    return LossOptions.withEstimator(config, builder.build());
  }
}
