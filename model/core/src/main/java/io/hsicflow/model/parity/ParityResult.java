package io.hsicflow.model.parity;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came out of one file on one backend.
 *
 * @param file the file's name
 * @param kind its kind
 * @param backend the backend's name; {@value #NO_BACKEND} for what no backend touches
 * @param precision the backend's precision, {@code float32} for one, likewise
 * @param measures every error with its bar; none where the file could not be checked
 * @param verdict whether all errors are below their bars
 * @param note how the figures came about, or why there are none; may be empty
 */
public record ParityResult(
    String file,
    String kind,
    String backend,
    String precision,
    List<Measure> measures,
    Verdict verdict,
    String note) {
  /** Stands for a backend and its precision where there is none. */
  public static final String NO_BACKEND = "-";

  /** What a file says of a backend. */
  public enum Verdict {
    /** Every error is below its bar. */
    PASS,
    /** An error is not below its bar. */
    FAIL,
    /** The file could not be checked. */
    ERROR
  }

  /** Keeps a copy. */
  public ParityResult {
    measures = List.copyOf(measures);
  }

  static ParityResult of(GoldenFile file, String backend, String precision, Measures measures) {
    if (measures.all().isEmpty()) {
      throw file.wrong("holds nothing to compare");
    }
    return new ParityResult(
        file.name(),
        file.kind(),
        backend,
        precision,
        measures.all(),
        measures.pass() ? Verdict.PASS : Verdict.FAIL,
        measures.notes());
  }

  /** A file that could not be checked, for the reason that the failure's sentence gives. */
  public static ParityResult failed(
      String file, String kind, String backend, String precision, Exception failure) {
    return new ParityResult(
        file, kind, backend, precision, List.of(), Verdict.ERROR, failure.getMessage());
  }

  /**
   * The error that takes the largest part of its bar; empty where the file could not be checked.
   */
  public Optional<Measure> largest() {
    return measures.stream().max(Comparator.comparingDouble(Measure::share));
  }
}
