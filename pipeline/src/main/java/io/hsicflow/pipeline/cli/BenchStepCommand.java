package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.bench.StepBenchmark;
import io.hsicflow.pipeline.bench.StepTimes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private LearnerArguments learner;

  @Option(names = "--profile", description = "List the time of every layer as well.")
  private boolean profile;

  BenchStepCommand() {}

  @Override
  public Integer call() {
    StepTimes times = StepBenchmark.run(learner.settings());
    learner.print(
        spec.commandLine().getOut(), () -> times.json(profile), () -> times.text(profile));
    return 0;
  }
}
