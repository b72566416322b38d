package io.hsicflow.pipeline.bench;

import io.hsicflow.operators.evaluator.EvaluationOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What {@link EvaluatorBenchmark} has measured, for people and for programs. */
public final class EvaluatorTimes {
  private final EvaluatorSettings settings;
  private final String backend;
  private final List<EvaluatorBenchmark.Turn> turns;

  EvaluatorTimes(EvaluatorSettings settings, String backend, List<EvaluatorBenchmark.Turn> turns) {
    this.settings = settings;
    this.backend = backend;
    this.turns = List.copyOf(turns);
  }

  private double rate(TimedSteps steps) {
    return steps.imagesPerSecond(settings.job().step().learner().batch());
  }

  /** Images a second over the whole run, as a part of those without an evaluator. */
  private double whole(EvaluatorBenchmark.Turn turn) {
    return rate(turn.beside()) / rate(turn.alone());
  }

  /** The same of the median step while no snapshot waited to be evaluated; NaN without one. */
  private double between(EvaluatorBenchmark.Turn turn) {
    return turn.between().length == 0
        ? Double.NaN
        : new Spread(turn.alone().milliseconds()).median() / new Spread(turn.between()).median();
  }

  private Spread ofTurns(ToDoubleFunction<EvaluatorBenchmark.Turn> number) {
    return new Spread(turns.stream().mapToDouble(number).toArray());
  }

  private double share() {
    return settings.job().options().get(EvaluationOptions.SHARE);
  }

  private int evaluated() {
    return turns.stream().mapToInt(EvaluatorBenchmark.Turn::evaluated).sum();
  }

  private int stepsBetween() {
    return turns.stream().mapToInt(turn -> turn.between().length).sum();
  }

  /** One object for {@link io.hsicflow.model.json.JsonWriter}. */
  public Map<String, Object> json() {
    Map<String, Object> json = settings.job().step().json(backend);
    json.put("warmup", settings.job().step().measuring().warmup());
    json.put("alternations", settings.job().alternations());
    json.put("share", share());
    json.put("probe_images", settings.images());
    json.put("snapshot_steps", settings.every());
    json.put("evaluated", evaluated());
    json.put("steps_between", stepsBetween());
    json.put("alone_images_s", ofTurns(turn -> rate(turn.alone())).median());
    json.put("beside_images_s", ofTurns(turn -> rate(turn.beside())).median());
    json.put("whole", ofTurns(this::whole).median());
    json.put("between", finite(ofTurns(this::between).median()));
    List<Object> list = new ArrayList<>();
    for (EvaluatorBenchmark.Turn turn : turns) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("whole", whole(turn));
      each.put("between", finite(between(turn)));
      each.put("evaluated", turn.evaluated());
      list.add(each);
    }
    json.put("turns", list);
    return json;
  }

  private static Double finite(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** Some lines for people. */
  public String text() {
    Spread whole = ofTurns(this::whole);
    return settings.job().step().text(backend)
        + "%.1f images/s without an evaluator, %.1f with one that may take %.1f %% of the time and judges %d snapshots by %d images each.%n"
            .formatted(
                ofTurns(turn -> rate(turn.alone())).median(),
                ofTurns(turn -> rate(turn.beside())).median(),
                100 * share(),
                evaluated(),
                settings.images())
        + "Over the whole run that is %.3f of the speed (%.3f to %.3f).%n"
            .formatted(whole.median(), whole.lowest(), whole.highest())
        + (stepsBetween() == 0
            ? "There was no step while no snapshot waited to be evaluated: take fewer snapshots (--every) or probe images (--images).%n"
                .formatted()
            : "While no snapshot waited to be evaluated it was %.3f (median step; %d steps).%n"
                .formatted(ofTurns(this::between).median(), stepsBetween()));
  }
}
