package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs golden files through the checkers of their kinds, once each where no backend computes, else
 * on every backend and in every precision that it was made for.
 *
 * <pre>{@code
 * Parity parity = new Parity(List.of(new Subject(provider, Precision.FLOAT32)), present, 2);
 * for (ParityResult result : parity.check(GoldenFile.parse(name, bytes))) { ... }
 * }</pre>
 */
public final class Parity {
  private static final Logger LOG = Logger.getLogger(Parity.class.getName());

  private static final Map<String, PlainCheck> PLAIN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("schedule", new ScheduleCheck()),
              Map.entry("rff-amplitude", new AmplitudeCheck()),
              Map.entry("metrics", new MetricsCheck()),
              Map.entry("augment-crop", new CropCheck(false)),
              Map.entry("augment-centre-crop", new CropCheck(true)),
              Map.entry("augment-brightness", ColourCheck.BRIGHTNESS),
              Map.entry("augment-contrast", ColourCheck.CONTRAST),
              Map.entry("augment-saturation", ColourCheck.SATURATION),
              Map.entry("augment-hue", ColourCheck.HUE),
              Map.entry("augment-hsv", new HsvCheck()),
              Map.entry("augment-jitter", ColourCheck.JITTER),
              Map.entry("augment-grayscale", ColourCheck.GRAYSCALE),
              Map.entry("augment-blur", new BlurCheck()),
              Map.entry("augment-solarize", ColourCheck.SOLARIZE),
              Map.entry("augment-normalize", new NormaliseCheck()),
              Map.entry("augment-chain", new ChainCheck()),
              Map.entry("augment-params", new ViewDrawsCheck())));

  private static final Map<String, BackendCheck> ON_A_BACKEND =
      new TreeMap<>(
          Map.of(
              "hsic", new HsicCheck(),
              "kernel-scale", new KernelScaleCheck(),
              "lars", new LarsCheck(),
              "schedule", new AverageCheck(),
              "network", new NetworkCheck(),
              "step", new StepCheck()));

  /**
   * A backend in one precision.
   *
   * @param provider opens it
   * @param precision one of the provider's
   */
  public record Subject(BackendProvider provider, Precision precision) {}

  private final List<Subject> subjects;
  private final Optional<BackendProvider> inDouble;
  private final int threads;

  /**
   * @param subjects what to check
   * @param present all backends that can run here; one of them decides in double what rounding
   *     turned in float
   * @param threads threads of every backend, at least 1
   */
  public Parity(List<Subject> subjects, List<BackendProvider> present, int threads) {
    this.subjects = List.copyOf(subjects);
    this.threads = threads;
    inDouble =
        present.stream()
            .filter(provider -> provider.precisions().contains(Precision.FLOAT64))
            .max(Comparator.comparingInt(BackendProvider::preference));
  }

  /** Whether files of that kind can be checked. */
  public static boolean knows(String kind) {
    return PLAIN.containsKey(kind) || ON_A_BACKEND.containsKey(kind);
  }

  /**
   * Checks a file; what a check cannot make sense of is a result, too.
   *
   * @return first that of the part that no backend touches, where the kind has one, then one for
   *     each backend and precision
   * @throws GoldenFileException if the kind is unknown
   */
  public List<ParityResult> check(GoldenFile file) {
    List<ParityResult> results = new ArrayList<>();
    requireKnown(file);
    if (PLAIN.containsKey(file.kind())) {
      String none = ParityResult.NO_BACKEND;
      results.add(result(file, none, none, () -> plain(file)));
    }
    if (ON_A_BACKEND.containsKey(file.kind())) {
      for (Subject subject : subjects) {
        results.add(
            result(
                file,
                subject.provider().name(),
                text(subject.precision()),
                () -> on(file, subject)));
      }
    }
    return results;
  }

  private ParityResult on(GoldenFile file, Subject subject) {
    try (Backend backend = subject.provider().open(subject.precision(), threads)) {
      return on(
          file,
          new Bench(
              backend, inDouble.map(provider -> () -> provider.open(Precision.FLOAT64, threads))));
    }
  }

  /**
   * The part of a file that no backend touches.
   *
   * @throws GoldenFileException if there is none, or it cannot be used
   */
  public static ParityResult plain(GoldenFile file) {
    requireKnown(file);
    if (!PLAIN.containsKey(file.kind())) {
      throw file.wrong("is checked on a backend only");
    }
    Measures measures = new Measures();
    PLAIN.get(file.kind()).check(file, measures);
    String none = ParityResult.NO_BACKEND;
    return ParityResult.of(file, none, none, measures);
  }

  /**
   * The part of a file that a backend computes, on this one.
   *
   * @throws GoldenFileException if there is none, or it cannot be used
   */
  public static ParityResult on(GoldenFile file, Bench bench) {
    requireKnown(file);
    if (!ON_A_BACKEND.containsKey(file.kind())) {
      throw file.wrong("is of a kind that no backend touches");
    }
    Measures measures = new Measures();
    Backend backend = bench.backend();
    backend.scoped(() -> ON_A_BACKEND.get(file.kind()).check(file, bench, measures));
    measures.noteWhatHasNoBar();
    return ParityResult.of(file, backend.name(), text(backend.precision()), measures);
  }

  private static void requireKnown(GoldenFile file) {
    if (!knows(file.kind())) {
      TreeSet<String> known = new TreeSet<>(PLAIN.keySet());
      known.addAll(ON_A_BACKEND.keySet());
      throw new GoldenFileException(
          "%s is of a kind that is not known, %s; known are %s."
              .formatted(file.name(), file.kind(), String.join(", ", known)));
    }
  }

  /** A check's result, or what kept it from one: shapes and settings of a file may not fit. */
  private static ParityResult result(
      GoldenFile file, String backend, String precision, Supplier<ParityResult> check) {
    try {
      return check.get();
    } catch (GoldenFileException e) {
      return ParityResult.failed(file.name(), file.kind(), backend, precision, e);
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, e, () -> "The check of " + file.name() + " on " + backend + " ended.");
      return ParityResult.failed(
          file.name(),
          file.kind(),
          backend,
          precision,
          new GoldenFileException(
              "%s, of kind %s, cannot be checked: %s".formatted(file.name(), file.kind(), e), e));
    }
  }

  private static String text(Precision precision) {
    return precision.text();
  }
}
