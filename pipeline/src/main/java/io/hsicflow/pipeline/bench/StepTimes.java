package io.hsicflow.pipeline.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What {@link StepBenchmark} has measured, for people and for programs. */
public final class StepTimes {
  private final StepSettings settings;
  private final String backend;
  private final Spread milliseconds;
  private final OptionalLong memory;
  private final Map<OperationKind, Double> shares;
  private final double besideNetworks;
  private final double gflop;
  private final double peak;
  private final List<OperationBook.Line> lines;

  /**
   * @param milliseconds of the steps
   * @param memory the process's peak in MiB
   * @param shares of lane time, adding up to 1
   * @param besideNetworks share of wall time outside the passes through the networks
   * @param gflop of a step's convolutions and products, in 1e9
   * @param peak GFLOP/s of large products
   */
  StepTimes(
      StepSettings settings,
      String backend,
      Spread milliseconds,
      OptionalLong memory,
      Map<OperationKind, Double> shares,
      double besideNetworks,
      double gflop,
      double peak,
      List<OperationBook.Line> lines) {
    this.settings = settings;
    this.backend = backend;
    this.milliseconds = milliseconds;
    this.memory = memory;
    this.shares = shares;
    this.besideNetworks = besideNetworks;
    this.gflop = gflop;
    this.peak = peak;
    this.lines = lines;
  }

  private double imagesPerSecond(double step) {
    return settings.learner().batch() * 1000 / step;
  }

  private double ofPeak() {
    return gflop / (milliseconds.median() / 1000) / peak;
  }

  /**
   * One object for {@link io.hsicflow.model.json.JsonWriter}; memory is null where the system does
   * not say.
   *
   * @param profile whether it lists the layers
   */
  public Map<String, Object> json(boolean profile) {
    Map<String, Object> json = settings.json(backend);
    json.put("images_s", imagesPerSecond(milliseconds.median()));
    json.put("images_s_p10", imagesPerSecond(milliseconds.percentile(0.9)));
    json.put("images_s_p90", imagesPerSecond(milliseconds.percentile(0.1)));
    milliseconds.putPercentiles(json, "step_ms");
    json.put("rss_mb", memory.isPresent() ? memory.getAsLong() : null);
    json.put("step_gflop", gflop);
    json.put("peak_gflops", peak);
    json.put("share_of_peak", ofPeak());
    Map<String, Object> kinds = new LinkedHashMap<>();
    shares.forEach((kind, share) -> kinds.put(kind.key(), share));
    json.put("shares", kinds);
    json.put("beside_networks", besideNetworks);
    if (profile) {
      json.put("layers", layers());
    }
    return json;
  }

  private List<Object> layers() {
    List<Object> layers = new ArrayList<>();
    for (OperationBook.Line line : lines) {
      Map<String, Object> layer = new LinkedHashMap<>();
      layer.put("layer", line.place());
      layer.put("kind", line.kind().key());
      layer.put("ms", line.milliseconds());
      layer.put("calls", line.calls());
      layer.put("gflop", line.gflop());
      layers.add(layer);
    }
    return layers;
  }

  /**
   * Some lines for people.
   *
   * @param profile whether they list the layers
   */
  public String text(boolean profile) {
    StringBuilder out = new StringBuilder(settings.text(backend));
    out.append(
        "%.1f images/s (%.1f to %.1f); a step %.1f ms (%.1f to %.1f); median and 10th to 90th percentile of %d%n"
            .formatted(
                imagesPerSecond(milliseconds.median()),
                imagesPerSecond(milliseconds.percentile(0.9)),
                imagesPerSecond(milliseconds.percentile(0.1)),
                milliseconds.median(),
                milliseconds.percentile(0.1),
                milliseconds.percentile(0.9),
                milliseconds.count()));
    out.append(
        memory.isPresent()
            ? "%d MiB resident at most%n".formatted(memory.getAsLong())
            : "This system does not say how much memory was resident.%n".formatted());
    out.append(
        "%.1f GFLOP a step, %.1f %% of what large products reach here (%.1f GFLOP/s)%n"
            .formatted(gflop, 100 * ofPeak(), peak));
    shares.forEach(
        (kind, share) -> out.append("%6.1f %%  %s%n".formatted(100 * share, kind.text())));
    out.append(
        "Loss with gradient, kernel scale, LARS, target and averages together: %.1f %% of a step%n"
            .formatted(100 * besideNetworks));
    if (profile) {
      out.append("Lane time of a step, calls, and the speed of one lane:%n".formatted());
      lines.forEach(line -> out.append(text(line)));
    }
    return out.toString();
  }

  private static String text(OperationBook.Line line) {
    String speed =
        line.gflop() == 0
            ? ""
            : "%.1f GFLOP/s".formatted(line.gflop() / (line.milliseconds() / 1000));
    return "%9.3f ms %6.1f %16s  %s (%s)%n"
        .formatted(line.milliseconds(), line.calls(), speed, line.place(), line.kind().text());
  }
}
