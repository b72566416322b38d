package io.hsicflow.pipeline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What {@link PipelineBenchmark} has measured, for people and for programs. */
public final class PipelineTimes {
  private final PipelineSettings settings;
  private final String backend;
  private final List<PipelineBenchmark.Turn> turns;

  PipelineTimes(PipelineSettings settings, String backend, List<PipelineBenchmark.Turn> turns) {
    this.settings = settings;
    this.backend = backend;
    this.turns = List.copyOf(turns);
  }

  private double bare(PipelineBenchmark.Turn turn) {
    return turn.bare().imagesPerSecond(settings.step().learner().batch());
  }

  private double job(PipelineBenchmark.Turn turn) {
    return turn.job().steps().imagesPerSecond(settings.step().learner().batch());
  }

  private double ratio(PipelineBenchmark.Turn turn) {
    return job(turn) / bare(turn);
  }

  private Spread ofTurns(ToDoubleFunction<PipelineBenchmark.Turn> number) {
    return new Spread(turns.stream().mapToDouble(number).toArray());
  }

  private Spread ofSteps(Function<PipelineBenchmark.Turn, double[]> numbers) {
    return new Spread(
        turns.stream().flatMapToDouble(turn -> DoubleStream.of(numbers.apply(turn))).toArray());
  }

  private Spread bareSteps() {
    return ofSteps(turn -> turn.bare().milliseconds());
  }

  private Spread jobSteps() {
    return ofSteps(turn -> turn.job().steps().milliseconds());
  }

  private Spread jobComputing() {
    return ofSteps(turn -> turn.job().steps().computing());
  }

  /** The part of the job's time in which its learner did nothing. */
  private double waiting() {
    double all = 0;
    double computing = 0;
    for (PipelineBenchmark.Turn turn : turns) {
      all += DoubleStream.of(turn.job().steps().milliseconds()).sum();
      computing += DoubleStream.of(turn.job().steps().computing()).sum();
    }
    return (all - computing) / all;
  }

  private int checkpoints() {
    return turns.stream().mapToInt(turn -> turn.job().checkpoints()).sum();
  }

  /** One object for {@link io.hsicflow.model.json.JsonWriter}. */
  public Map<String, Object> json() {
    Map<String, Object> json = settings.step().json(backend);
    json.put("warmup", settings.step().measuring().warmup());
    json.put("alternations", settings.alternations());
    json.put("augment", settings.augments());
    putRange(json, "bare_images_s", ofTurns(this::bare));
    putRange(json, "job_images_s", ofTurns(this::job));
    putRange(json, "ratio", ofTurns(this::ratio));
    bareSteps().putPercentiles(json, "bare_step_ms");
    jobSteps().putPercentiles(json, "job_step_ms");
    jobComputing().putPercentiles(json, "job_learner_ms");
    json.put("waiting", waiting());
    json.put("checkpoints", checkpoints());
    List<Object> list = new ArrayList<>();
    for (PipelineBenchmark.Turn turn : turns) {
      list.add(
          Map.of("bare_images_s", bare(turn), "job_images_s", job(turn), "ratio", ratio(turn)));
    }
    json.put("turns", list);
    return json;
  }

  private static void putRange(Map<String, Object> json, String key, Spread spread) {
    json.put(key, spread.median());
    json.put(key + "_min", spread.lowest());
    json.put(key + "_max", spread.highest());
  }

  /** Some lines for people. */
  public String text() {
    Spread ratio = ofTurns(this::ratio);
    return settings.step().text(backend)
        + start()
        + line("bare learner", ofTurns(this::bare), bareSteps())
        + line("job", ofTurns(this::job), jobSteps())
        + "The job reaches %.3f of the bare learner's images/s (%.3f to %.3f).%n"
            .formatted(ratio.median(), ratio.lowest(), ratio.highest())
        + "It spends %.2f %% of its time between steps, waiting for views above all; its learner computes %.1f ms a step.%n"
            .formatted(100 * waiting(), jobComputing().median())
        + "Turns: %d, each of %d steps after %d of warm-up; checkpoints begun in these: %d.%n"
            .formatted(
                settings.alternations(),
                settings.step().measuring().steps(),
                settings.step().measuring().warmup(),
                checkpoints())
        + "In brackets: lowest and highest turn; of steps, 10th to 90th percentile.%n".formatted();
  }

  private String start() {
    return settings.augments()
        ? "The job starts from %d %s, %.1f KiB each: gate, sequencer, augmenter, trainer.%n"
            .formatted(
                settings.pictures().files().size(),
                settings.pictures().name(),
                settings.pictures().kilobytes())
        : "The job starts from views that are ready made.%n".formatted();
  }

  private static String line(String who, Spread rates, Spread steps) {
    return "%-12s  %.1f images/s (%.1f to %.1f); a step %.1f ms (%.1f to %.1f)%n"
        .formatted(
            who,
            rates.median(),
            rates.lowest(),
            rates.highest(),
            steps.median(),
            steps.percentile(0.1),
            steps.percentile(0.9));
  }
}
