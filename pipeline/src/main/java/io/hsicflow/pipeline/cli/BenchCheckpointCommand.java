package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.bench.CheckpointBenchmark;
import io.hsicflow.pipeline.bench.CheckpointTimes;
import java.nio.file.Path;
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

/** Times the checkpoints of a job. */
@Command(
    name = "checkpoint",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    defaultValueProvider = BenchCheckpointCommand.Short.class,
    description = {
      "Takes a checkpoint of the Flink job after each timed step, and says how long it keeps the trainer's thread from"
          + " the end of the running step to its release, how long the write goes on in the background, how large the"
          + " state is, and how much memory copies of it take.",
      "The learner is one of about 256 MB, on ready-made views; the checkpoints lie on the local file system."
    })
final class BenchCheckpointCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LearnerArguments learner;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Where the checkpoints are written, in a folder that is removed afterwards (default: the folder of temporary"
              + " files).")
  private Path folder;

  BenchCheckpointCommand() {}

  @Override
  public Integer call() throws Exception {
    CheckpointTimes times = CheckpointBenchmark.run(learner.settings(), learner.options(), folder);
    learner.print(spec.commandLine().getOut(), times::json, times::text);
    return 0;
  }

  /** Steps as short as they get with a state as large. */
  static final class Short implements IDefaultValueProvider {
    private static final Map<String, String> VALUES =
        Map.of("--batch", "8", "--size", "16", "--warmup", "5");

    Short() {}

    @Override
    public String defaultValue(ArgSpec argument) {
      return argument instanceof OptionSpec option ? VALUES.get(option.longestName()) : null;
    }
  }
}
