package io.hsicflow.pipeline.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What {@link AugmentBenchmark} has measured, for people and for programs. */
public final class AugmentTimes {
  private final AugmentWork work;
  private final List<AugmentBenchmark.Turn> turns;
  private final StageBook stages;

  AugmentTimes(AugmentWork work, List<AugmentBenchmark.Turn> turns, StageBook stages) {
    this.work = work;
    this.turns = List.copyOf(turns);
    this.stages = stages;
  }

  /** Images a second of all threads together. */
  private Spread rates(Function<AugmentBenchmark.Turn, List<AugmentLoop.Turn>> kind) {
    return ofTurns(
        turn -> kind.apply(turn).stream().mapToDouble(AugmentLoop.Turn::imagesPerSecond).sum());
  }

  /** What the views of an image allocate, in the thread that allocates most. */
  private Spread bytes() {
    return ofTurns(
        turn ->
            turn.decoded().stream()
                .mapToDouble(AugmentLoop.Turn::bytesPerImage)
                .max()
                .orElseThrow());
  }

  private Spread ofTurns(ToDoubleFunction<AugmentBenchmark.Turn> number) {
    return new Spread(turns.stream().mapToDouble(number).toArray());
  }

  /** One object for {@link io.hsicflow.model.json.JsonWriter}. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("size", work.size());
    json.put("threads", work.threads());
    json.put("preset", work.preset());
    json.put("pictures", work.pictures().files().size());
    json.put("picture_kb", work.pictures().kilobytes());
    json.put("seconds", work.seconds());
    json.put("repetitions", work.repetitions());
    rates(AugmentBenchmark.Turn::encoded).putPercentiles(json, "images_s");
    rates(AugmentBenchmark.Turn::decoded).putPercentiles(json, "decoded_images_s");
    bytes().putPercentiles(json, "augment_bytes");
    json.put("decoder_bytes", stages.decoderBytes());
    Map<String, Object> shares = new LinkedHashMap<>();
    stages.parts().forEach(part -> shares.put(part.key(), part.share()));
    json.put("shares", shares);
    return json;
  }

  /** Some lines for people. */
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append(
        "Two views of %d px an image, preset %s; %d %s, %.1f KiB each; threads: %d%n"
            .formatted(
                work.size(),
                work.preset(),
                work.pictures().files().size(),
                work.pictures().name(),
                work.pictures().kilobytes(),
                work.threads()));
    out.append(line("from encoded images", rates(AugmentBenchmark.Turn::encoded)));
    out.append(line("from decoded images", rates(AugmentBenchmark.Turn::decoded)));
    out.append(
        "Median and 10th to 90th percentile of %d turns of %s s each%n"
            .formatted(work.repetitions(), work.seconds()));
    out.append(
        "Heap an image: %.0f bytes for its views (%.0f to %.0f), %.0f bytes for decoding it%n"
            .formatted(
                bytes().median(),
                bytes().percentile(0.1),
                bytes().percentile(0.9),
                stages.decoderBytes()));
    out.append("Where a thread's time goes from encoded images:%n".formatted());
    stages
        .parts()
        .forEach(part -> out.append("%6.1f %%  %s%n".formatted(100 * part.share(), part.text())));
    return out.toString();
  }

  private static String line(String from, Spread rates) {
    return "%s: %,.0f images/s (%,.0f to %,.0f)%n"
        .formatted(from, rates.median(), rates.percentile(0.1), rates.percentile(0.9));
  }
}
