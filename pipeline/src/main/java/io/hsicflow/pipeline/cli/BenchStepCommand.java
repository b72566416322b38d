package io.hsicflow.pipeline.cli;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.loss.Estimator;
import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.network.Stem;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.bench.StepBenchmark;
import io.hsicflow.pipeline.bench.StepSettings;
import io.hsicflow.pipeline.bench.StepTimes;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times whole training steps. */
@Command(
    name = "step",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Times whole training steps on random images in a plain loop, without Flink: images a second, memory, and where"
          + " the time goes.",
      "Shares by kind are of lane time: from 2 threads on, a step computes on two lanes at the same time."
    })
final class BenchStepCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--depth",
      defaultValue = "18",
      description = "Depth of the ResNet: 18, 34, 50, 101 or 152 (default ${DEFAULT-VALUE}).")
  private int depth;

  @Option(
      names = "--width",
      defaultValue = "64",
      description = "Channels of its first group (default ${DEFAULT-VALUE}).")
  private int width;

  @Option(
      names = "--stem",
      defaultValue = "cifar",
      description = "First layers: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Stem stem;

  @Option(
      names = "--size",
      defaultValue = "32",
      description = "Side of the views in pixels (default ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--batch",
      defaultValue = "64",
      description = "Images of a step (default ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--hidden",
      defaultValue = "4096",
      description = "Hidden units of projector and predictor (default ${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--output",
      defaultValue = "256",
      description = "Their output (default ${DEFAULT-VALUE}).")
  private int output;

  @Option(
      names = "--estimator",
      defaultValue = "features",
      description = "How HSIC is estimated: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Estimator estimator;

  @Option(
      names = "--features",
      description =
          "Directions of the random features: ${COMPLETION-CANDIDATES} (default independent).")
  private FeatureDirections features;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Draws of random features in a step (default 1).")
  private Integer draws;

  @Option(
      names = "--backend",
      defaultValue = "auto",
      description = "onednn, nd4j, or auto for the best that runs here (default ${DEFAULT-VALUE}).")
  private String backend;

  @Option(
      names = "--precision",
      defaultValue = "float32",
      description = "Type of the numbers: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
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

  @Option(names = "--profile", description = "List the time of every layer as well.")
  private boolean profile;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  BenchStepCommand() {}

  @Override
  public Integer call() {
    if (estimator == Estimator.EXACT && (features != null || draws != null)) {
      throw new UserException(
          "The exact estimator draws no features: leave out --features and --draws, or take --estimator features.");
    }
    StepTimes times =
        StepBenchmark.run(
            new StepSettings(
                learner(),
                backend,
                precision,
                threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                warmup,
                steps));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonWriter.write(times.json(profile)));
    } else {
      out.print(times.text(profile));
    }
    out.flush();
    return 0;
  }

  private LearnerSettings learner() {
    LearnerSettings.Builder settings =
        LearnerSettings.builder()
            .depth(depth)
            .width(width)
            .stem(stem)
            .inputSize(size)
            .hidden(hidden)
            .output(output)
            .batch(batch)
            .estimator(estimator);
    if (features != null) {
      settings.directions(features);
    }
    if (draws != null) {
      settings.draws(draws);
    }
    return settings.build();
  }
}
