package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.bench.PipelineBenchmark;
import io.hsicflow.pipeline.bench.PipelineSettings;
import io.hsicflow.pipeline.bench.PipelineTimes;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the job beside a bare learner. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    defaultValueProvider = BenchPipelineCommand.Narrow.class,
    description = {
      "Times the Flink job on views that are ready made beside a bare learner on the same views, in turns, and says which"
          + " part of the bare learner's images a second it reaches.",
      "Decoding and augmentation do not count; the network stack, checkpoints, metrics and progress do, as they are by"
          + " default. A checkpoint is taken every minute: take so many steps that they last longer."
    })
final class BenchPipelineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LearnerArguments learner;

  @Option(
      names = "--alternations",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often the two take turns (default ${DEFAULT-VALUE}).")
  private int alternations;

  BenchPipelineCommand() {}

  @Override
  public Integer call() throws Exception {
    PipelineTimes times =
        PipelineBenchmark.run(
            new PipelineSettings(learner.settings(), learner.options(), alternations));
    learner.print(spec.commandLine().getOut(), times::json, times::text);
    return 0;
  }

  /** A step short enough for what lies between steps to show. */
  static final class Narrow implements IDefaultValueProvider {
    private static final Map<String, String> VALUES =
        Map.of(
            "--width",
            "16",
            "--batch",
            "256",
            "--hidden",
            "1024",
            "--warmup",
            "20",
            "--steps",
            "100");

    Narrow() {}

    @Override
    public String defaultValue(ArgSpec argument) {
      return argument instanceof OptionSpec option ? VALUES.get(option.longestName()) : null;
    }
  }
}
