package io.hsicflow.pipeline.cli;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.pipeline.bench.Measuring;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that all benchmarks have. */
final class MeasuringOptions {
  @Option(
      names = "--backend",
      defaultValue = "auto",
      description =
          "onednn, nd4j, torch, or auto for the best that runs here (default ${DEFAULT-VALUE}).")
  private String backend;

  @Option(
      names = "--precision",
      defaultValue = "float32",
      description =
          "Type of the numbers, in bfloat16 of activations alone: ${COMPLETION-CANDIDATES} (default"
              + " ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the backend (default: the processors of this machine).")
  private Integer threads;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "10",
      description = "Steps before the first that is timed (default ${DEFAULT-VALUE}).")
  private int warmup;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "20",
      description = "Steps that are timed (default ${DEFAULT-VALUE}).")
  private int steps;

  @Mixin private PrintedForm form;

  MeasuringOptions() {}

  Measuring measuring() {
    return new Measuring(
        backend,
        precision,
        threads == null ? Runtime.getRuntime().availableProcessors() : threads,
        warmup,
        steps);
  }

  /** Prints one of two forms, the one that was asked for. */
  void print(PrintWriter out, Supplier<Map<String, Object>> object, Supplier<String> text) {
    form.print(out, object, text);
  }
}
