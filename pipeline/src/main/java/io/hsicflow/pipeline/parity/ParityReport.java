package io.hsicflow.pipeline.parity;

import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.model.parity.Measure;
import io.hsicflow.model.parity.ParityResult;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Results as lines, for people or as JSON, and their sum. */
public final class ParityReport {
  private final boolean json;
  private final Map<ParityResult.Verdict, Integer> counts =
      new EnumMap<>(ParityResult.Verdict.class);

  /**
   * @param json whether a line is a JSON object
   */
  public ParityReport(boolean json) {
    this.json = json;
  }

  /** The line of a result, which counts from now on. */
  public String line(ParityResult result) {
    counts.merge(result.verdict(), 1, Integer::sum);
    return json ? JsonWriter.write(members(result)) : plain(result);
  }

  private static String plain(ParityResult result) {
    String error =
        result
            .largest()
            .map(
                largest ->
                    String.format(
                        Locale.ROOT,
                        "%.1e of %s, bar %.1e",
                        largest.error(),
                        largest.what(),
                        largest.bar()))
            .orElse("not checked");
    String backend =
        result.backend().equals(ParityResult.NO_BACKEND)
            ? ParityResult.NO_BACKEND
            : result.backend() + " " + result.precision();
    String note = result.note().isEmpty() ? "" : "  " + result.note();
    return String.format(
        Locale.ROOT,
        "%-5s  %-40s  %-19s  %-13s  %s%s",
        result.verdict(),
        result.file(),
        result.kind(),
        backend,
        error,
        note);
  }

  private static Map<String, Object> members(ParityResult result) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", result.file());
    members.put("kind", result.kind());
    members.put("backend", result.backend());
    members.put("precision", result.precision());
    Optional<Measure> largest = result.largest();
    // JSON has no number for an error that is none, nor for a bar that is none.
    members.put(
        "error", largest.map(Measure::error).filter(error -> Double.isFinite(error)).orElse(null));
    members.put("of", largest.map(Measure::what).orElse(null));
    members.put("bar", largest.map(Measure::bar).filter(bar -> Double.isFinite(bar)).orElse(null));
    members.put("compared", result.measures().size());
    members.put("verdict", result.verdict().name());
    members.put("note", result.note());
    return members;
  }

  /** How many passed and how many did not, as a sentence. */
  public String sum() {
    int failed = counts.getOrDefault(ParityResult.Verdict.FAIL, 0);
    int errors = counts.getOrDefault(ParityResult.Verdict.ERROR, 0);
    return "%d passed, %d failed, %d could not be checked."
        .formatted(counts.getOrDefault(ParityResult.Verdict.PASS, 0), failed, errors);
  }

  /** Whether nothing failed and everything could be checked. */
  public boolean allPass() {
    return counts.keySet().stream().allMatch(verdict -> verdict == ParityResult.Verdict.PASS);
  }
}
