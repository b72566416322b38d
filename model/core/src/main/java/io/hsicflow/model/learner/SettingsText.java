package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSetup;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.guard.GuardSettings;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.optim.ScheduleChanges;
import io.hsicflow.model.optim.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A learner's settings as JSON, by the names of their options, for the state and for snapshots; and
 * the comparison of those in a state with those of the learner that takes it up.
 */
final class SettingsText {
  /** The setting of the peak rate. */
  static final String PEAK_RATE = "learner.peak-rate";

  /** The setting of the target network's momentum at the start. */
  static final String TAU = "learner.tau";

  private static final String MEAN = "learner.mean";
  private static final String DEVIATION = "learner.deviation";

  /**
   * Settings without which the numbers of a state mean another model or another run; the others may
   * change at a restore. The precision may, as long as numbers are kept in the same type.
   */
  private static final Set<String> FIXED =
      Set.of(
          "learner.depth",
          "learner.stem",
          "learner.width",
          "learner.size",
          "learner.hidden",
          "learner.output",
          "learner.target",
          MEAN,
          DEVIATION,
          "learner.batch",
          "learner.seed",
          "learner.evaluation-decay",
          "loss.kernel",
          "probe.classes");

  /** What states meant that were written before these settings were. */
  private static final Map<String, Object> UNWRITTEN = unwritten();

  private static final String PRECISION = "learner.precision";
  private static final String BACKEND = "learner.backend";
  private static final String DEVICE = "learner.device";
  private static final String THREADS = "learner.threads";
  private static final String INITIAL_WEIGHTS = "learner.initial-weights";

  private SettingsText() {}

  /**
   * Settings as JSON.
   *
   * @param initialWeights what the learner's encoder started from, if from a file
   */
  static String write(LearnerSettings settings, Backend backend, Optional<String> initialWeights) {
    Map<String, Object> map = map(settings, backend);
    initialWeights.ifPresent(weights -> map.put(INITIAL_WEIGHTS, weights));
    return JsonWriter.write(map);
  }

  /** Settings as JSON with what of the schedule was changed while the run was under way. */
  static String withChanges(String settings, ScheduleChanges changes) {
    if (changes.equals(ScheduleChanges.NONE)) {
      return settings;
    }
    Map<String, Object> map = new LinkedHashMap<>(JsonReader.parseObject(settings));
    changes
        .finalDecay()
        .ifPresent(
            decay -> {
              map.put("learner.final-decay-steps", decay.steps());
              map.put("learner.final-decay-first-step", decay.firstStep());
            });
    changes.peakRate().ifPresent(change -> putChange(map, PEAK_RATE, change));
    changes.tau().ifPresent(change -> putChange(map, TAU, change));
    return JsonWriter.write(map);
  }

  private static void putChange(Map<String, Object> map, String key, Transition change) {
    map.put(key + "-change-first-step", change.firstStep());
    map.put(key + "-change-steps", change.steps());
    map.put(key + "-change-from", change.from());
    map.put(key + "-change-to", change.to());
  }

  /**
   * Compares the settings of a state with those of a learner.
   *
   * @return a sentence for each setting that differs and may
   * @throws IllegalArgumentException naming each setting that differs and must not, with both
   *     values
   */
  static List<String> compare(String written, LearnerSettings settings, Backend backend) {
    Map<String, Object> before = JsonReader.parseObject(written);
    Map<String, Object> now = JsonReader.parseObject(write(settings, backend, Optional.empty()));
    List<String> refused = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    for (Map.Entry<String, Object> entry : now.entrySet()) {
      Object old = before.getOrDefault(entry.getKey(), UNWRITTEN.get(entry.getKey()));
      if (!Objects.equals(old, entry.getValue())) {
        String what = entry.getKey() + " was " + old + " and is now " + entry.getValue();
        boolean fixed =
            entry.getKey().equals(PRECISION)
                ? precision(before).bytes() != backend.precision().bytes()
                : FIXED.contains(entry.getKey());
        (fixed ? refused : taken).add(what + ".");
      }
    }
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          "The state is of a learner with other settings, and with these it would mean another model: "
              + String.join(" ", refused)
              + " Set them as they were, or start a new run without this state.");
    }
    return taken;
  }

  /**
   * The networks of written settings.
   *
   * @throws IllegalArgumentException if the settings do not say
   */
  static ArchitectureSettings architecture(Map<String, Object> entries) {
    return new ArchitectureSettings(
        number(entries, "learner.depth").intValue(),
        Stem.of(value(entries, "learner.stem", String.class)),
        number(entries, "learner.width").intValue(),
        number(entries, "learner.size").intValue(),
        number(entries, "learner.hidden").intValue(),
        number(entries, "learner.output").intValue(),
        value(entries, "learner.target", Boolean.class),
        new Normalisation(numbers(entries, MEAN), numbers(entries, DEVIATION)));
  }

  /** What the encoder of written settings started from, if from a file. */
  static Optional<String> initialWeights(Map<String, Object> entries) {
    return entries.containsKey(INITIAL_WEIGHTS)
        ? Optional.of(value(entries, INITIAL_WEIGHTS, String.class))
        : Optional.empty();
  }

  /** What the state of written settings was made by. */
  static BackendSetup setup(Map<String, Object> entries) {
    return new BackendSetup(
        value(entries, BACKEND, String.class),
        precision(entries),
        value(entries, DEVICE, String.class),
        number(entries, THREADS).intValue());
  }

  /** The precision of written settings. */
  private static Precision precision(Map<String, Object> entries) {
    String written = value(entries, PRECISION, String.class);
    for (Precision precision : Precision.values()) {
      if (precision.text().equals(written)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "The state is of the precision "
            + written
            + ", which this release does not have. Take the release that wrote it.");
  }

  /** One number of written settings. */
  static Number number(Map<String, Object> entries, String key) {
    return value(entries, key, Number.class);
  }

  private static List<Double> numbers(Map<String, Object> entries, String key) {
    Object value = entries.getOrDefault(key, UNWRITTEN.get(key));
    if (!(value instanceof List<?> list) || !list.stream().allMatch(Number.class::isInstance)) {
      throw unknown(key, value);
    }
    return list.stream().map(item -> ((Number) item).doubleValue()).toList();
  }

  private static <T> T value(Map<String, Object> entries, String key, Class<T> type) {
    Object value = entries.get(key);
    if (!type.isInstance(value)) {
      throw unknown(key, value);
    }
    return type.cast(value);
  }

  private static IllegalArgumentException unknown(String key, Object value) {
    return new IllegalArgumentException(
        "The settings of the state say "
            + key
            + " = "
            + value
            + ", which this release does not understand. Take the release that wrote it.");
  }

  private static Map<String, Object> map(LearnerSettings settings, Backend backend) {
    Map<String, Object> map = new LinkedHashMap<>();
    ArchitectureSettings architecture = settings.architecture();
    map.put("learner.depth", architecture.depth());
    map.put("learner.stem", architecture.stem().text());
    map.put("learner.width", architecture.width());
    map.put("learner.size", architecture.inputSize());
    map.put("learner.hidden", architecture.hidden());
    map.put("learner.output", architecture.output());
    map.put("learner.target", architecture.target());
    map.put(MEAN, architecture.normalisation().mean());
    map.put(DEVIATION, architecture.normalisation().deviation());
    map.put("learner.batch", settings.batch());
    map.put("learner.seed", settings.seed());
    map.put("probe.classes", settings.probeClasses());
    map.put("loss.kernel", text(settings.loss().kernel()));
    map.put("loss.estimator", text(settings.loss().estimator()));
    map.put("loss.features", text(settings.loss().directions()));
    map.put("loss.frequencies", settings.loss().frequencies());
    map.put("loss.draws", settings.loss().draws());
    map.put("loss.gamma", settings.loss().gamma());
    map.put("loss.initial-scale", settings.loss().initialScale());
    map.put("loss.scale-rate", settings.loss().scaleRate());
    map.put("loss.scale-rows", settings.loss().scaleRows());
    map.put("learner.weight-decay", settings.optimiser().weightDecay());
    map.put("learner.eta", settings.optimiser().eta());
    map.put("learner.momentum", settings.optimiser().momentum());
    map.put("learner.evaluation-decay", settings.optimiser().evaluationDecay());
    map.put("learner.steps", settings.schedule().steps());
    map.put("learner.warmup-steps", settings.schedule().warmupSteps());
    map.put(PEAK_RATE, settings.schedule().peakRate());
    map.put("learner.cooldown-steps", settings.schedule().cooldownSteps());
    map.put("learner.cooldown-fraction", settings.schedule().cooldownFraction());
    map.put(TAU, settings.schedule().baseTau());
    map.put("learner.tau-ceiling", settings.schedule().tauCeiling());
    map.put("learner.tau-rise-steps", settings.schedule().tauRiseSteps());
    putGuard(map, settings.guard());
    map.put(PRECISION, backend.precision().text());
    map.put(BACKEND, backend.name());
    map.put(DEVICE, backend.device());
    map.put(THREADS, backend.threads());
    return map;
  }

  private static void putGuard(Map<String, Object> map, GuardSettings guard) {
    map.put("guard.non-finite", guard.nonFinite().text());
    map.put("guard.collapse", guard.collapse());
    map.put("guard.collapse-steps", guard.collapseSteps());
    map.put("guard.on-collapse", guard.onCollapse().text());
    map.put("guard.interval", guard.interval());
    map.put("guard.rollbacks", guard.rollbacks());
  }

  private static Map<String, Object> unwritten() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(MEAN, Normalisation.DEFAULT.mean());
    map.put(DEVIATION, Normalisation.DEFAULT.deviation());
    putGuard(map, GuardSettings.DEFAULT);
    return JsonReader.parseObject(JsonWriter.write(map)); // numbers as a state's are read
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
