package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.bench.EvaluatorBenchmark;
import io.hsicflow.pipeline.bench.EvaluatorSettings;
import io.hsicflow.pipeline.bench.EvaluatorTimes;
import io.hsicflow.pipeline.bench.PipelineSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times a training with and without an evaluator beside it. */
@Command(
    name = "evaluator",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    defaultValueProvider = BenchPipelineCommand.Narrow.class,
    description = {
      "Times the Flink job on views that are ready made without and with the role evaluate beside the training, in turns,"
          + " and says which part of its speed the training keeps: over the whole run, and while no snapshot waits to be"
          + " evaluated.",
      "The evaluator has evaluation.share of one thread's time, its default."
    })
final class BenchEvaluatorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LearnerArguments learner;

  @Option(
      names = "--alternations",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often the two take turns (default ${DEFAULT-VALUE}).")
  private int alternations;

  @Option(
      names = "--every",
      paramLabel = "STEPS",
      defaultValue = "40",
      description = "Steps from one snapshot to the next (default ${DEFAULT-VALUE}).")
  private long every;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "100",
      description = "Probe images of an evaluation, made ones (default ${DEFAULT-VALUE}).")
  private int images;

  BenchEvaluatorCommand() {}

  @Override
  public Integer call() throws Exception {
    EvaluatorTimes times =
        EvaluatorBenchmark.run(
            new EvaluatorSettings(
                new PipelineSettings(learner.settings(), learner.options(), alternations, null),
                every,
                images));
    learner.print(spec.commandLine().getOut(), times::json, times::text);
    return 0;
  }
}
