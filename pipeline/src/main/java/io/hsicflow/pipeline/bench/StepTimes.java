package io.hsicflow.pipeline.bench;

import io.hsicflow.model.learner.ArchitectureSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** What {@link StepBenchmark} has measured, for people and for programs. */
public final class StepTimes {
  private final StepSettings settings;
  private final String backend;
  private final double[] milliseconds;
  private final OptionalLong memory;
  private final Map<OperationKind, Double> shares;
  private final double besideNetworks;
  private final double gflop;
  private final double peak;
  private final List<OperationBook.Line> lines;

  /**
   * @param milliseconds of the steps, sorted
   * @param memory the process's peak in MiB
   * @param shares of lane time, adding up to 1
   * @param besideNetworks share of wall time outside the passes through the networks
   * @param gflop of a step's convolutions and products, in 1e9
   * @param peak GFLOP/s of large products
   */
  StepTimes(
      StepSettings settings,
      String backend,
      double[] milliseconds,
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

  /** The nearest rank among the sorted times. */
  private double percentile(double fraction) {
    int rank = (int) Math.ceil(fraction * milliseconds.length);
    return milliseconds[Math.max(1, rank) - 1];
  }

  private double imagesPerSecond(double step) {
    return settings.learner().batch() * 1000 / step;
  }

  private double ofPeak() {
    return gflop / (percentile(0.5) / 1000) / peak;
  }

  /**
   * One object for {@link io.hsicflow.model.json.JsonWriter}; memory is null where the system does
   * not say.
   *
   * @param profile whether it lists the layers
   */
  public Map<String, Object> json(boolean profile) {
    ArchitectureSettings networks = settings.learner().architecture();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("backend", backend);
    json.put("precision", settings.precision().name().toLowerCase(Locale.ROOT));
    json.put("threads", settings.threads());
    json.put("depth", networks.depth());
    json.put("width", networks.width());
    json.put("stem", networks.stem().text());
    json.put("size", networks.inputSize());
    json.put("batch", settings.learner().batch());
    json.put("hidden", networks.hidden());
    json.put("steps", settings.steps());
    json.put("images_s", imagesPerSecond(percentile(0.5)));
    json.put("images_s_p10", imagesPerSecond(percentile(0.9)));
    json.put("images_s_p90", imagesPerSecond(percentile(0.1)));
    json.put("step_ms", percentile(0.5));
    json.put("step_ms_p10", percentile(0.1));
    json.put("step_ms_p90", percentile(0.9));
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
    ArchitectureSettings networks = settings.learner().architecture();
    StringBuilder out = new StringBuilder();
    out.append(
        "ResNet-%d, width %d, %s stem, %d px, batch %d, heads %d; %s, %s, %d threads%n"
            .formatted(
                networks.depth(),
                networks.width(),
                networks.stem().text(),
                networks.inputSize(),
                settings.learner().batch(),
                networks.hidden(),
                backend,
                settings.precision().name().toLowerCase(Locale.ROOT),
                settings.threads()));
    out.append(
        "%.1f images/s (%.1f to %.1f); a step %.1f ms (%.1f to %.1f); median and 10th to 90th percentile of %d%n"
            .formatted(
                imagesPerSecond(percentile(0.5)),
                imagesPerSecond(percentile(0.9)),
                imagesPerSecond(percentile(0.1)),
                percentile(0.5),
                percentile(0.1),
                percentile(0.9),
                milliseconds.length));
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
