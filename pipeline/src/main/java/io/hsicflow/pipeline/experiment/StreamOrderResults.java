package io.hsicflow.pipeline.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What the experiment has found: complete seeds only.
 *
 * @param results of all arms
 * @param complete whether none was left out because the run was stopped
 */
public record StreamOrderResults(List<ArmResult> results, boolean complete) {
  private static final String ROW = "%-14s  %-14s  %-14s  %-14s  %-14s  %7s  %7s  %7s";

  /** Keeps the results. */
  public StreamOrderResults {
    results = List.copyOf(results);
  }

  /** For people: a table for each stream, and below it whether what was expected came out. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (StreamKind stream : StreamKind.values()) {
      List<ArmResult> ofStream = of(stream);
      if (!ofStream.isEmpty()) {
        lines.add("");
        lines.addAll(table(stream, ofStream));
        lines.add("");
        lines.addAll(verdicts(ofStream));
      }
    }
    if (!complete) {
      lines.add("");
      lines.add("Stopped before the end: streams and seeds that were not complete are left out.");
    }
    return lines;
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("complete", complete);
    json.put("results", results.stream().map(ArmResult::json).toList());
    Map<String, Object> verdicts = new LinkedHashMap<>();
    for (StreamKind stream : StreamKind.values()) {
      if (!of(stream).isEmpty()) {
        verdicts.put(stream.toString(), verdicts(of(stream)));
      }
    }
    json.put("verdicts", verdicts);
    return json;
  }

  private List<ArmResult> of(StreamKind stream) {
    return results.stream().filter(result -> result.stream() == stream).toList();
  }

  private static List<String> table(StreamKind stream, List<ArmResult> results) {
    List<String> lines = new ArrayList<>();
    long seeds = results.stream().mapToLong(ArmResult::seed).distinct().count();
    lines.add(
        "Stream %s: kNN in per cent, mean and standard deviation of seeds: %d; images, updates and seconds: mean"
            .formatted(stream, seeds));
    lines.add(row("", "all classes", "", "seen first", "", "", "", ""));
    lines.add(row("arm", "k = 5", "k = 200", "k = 5", "k = 200", "images", "updates", "seconds"));
    for (Arm arm : Arm.values()) {
      List<ArmResult> ofArm = results.stream().filter(result -> result.arm() == arm).toList();
      if (!ofArm.isEmpty()) {
        lines.add(
            row(
                arm,
                mean(ofArm, result -> result.all().nearest5()).percent(),
                mean(ofArm, result -> result.all().nearest200()).percent(),
                mean(ofArm, result -> result.seenFirst().nearest5()).percent(),
                mean(ofArm, result -> result.seenFirst().nearest200()).percent(),
                whole(mean(ofArm, ArmResult::images)),
                whole(mean(ofArm, ArmResult::updates)),
                whole(mean(ofArm, ArmResult::seconds))));
      }
    }
    return lines;
  }

  private static List<String> verdicts(List<ArmResult> results) {
    List<String> verdicts = new ArrayList<>();
    for (Expectation.Number number : Expectation.Number.values()) {
      // Without classes in order there are none that are seen first.
      if (results.stream().anyMatch(result -> Double.isFinite(number.of(result)))) {
        for (Expectation expectation : Expectation.ALL) {
          verdicts.add(expectation.judged(number, results));
        }
      }
    }
    return verdicts;
  }

  private static MeanAndDeviation mean(List<ArmResult> results, ToDoubleFunction<ArmResult> of) {
    return MeanAndDeviation.of(results.stream().mapToDouble(of).toArray());
  }

  private static String whole(MeanAndDeviation number) {
    return String.format(Locale.ROOT, "%,.0f", number.mean());
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, ROW, cells).stripTrailing();
  }
}
