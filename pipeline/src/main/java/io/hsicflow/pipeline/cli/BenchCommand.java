package io.hsicflow.pipeline.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures parts of hsicflow on this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures how fast this machine runs a part of hsicflow, and how good an encoder gets in that time.",
    synopsisSubcommandLabel = "PART",
    subcommands = {
      BenchStepCommand.class,
      BenchLossCommand.class,
      BenchAugmentCommand.class,
      BenchPipelineCommand.class,
      BenchEvaluatorCommand.class,
      BenchCheckpointCommand.class,
      BenchReplayCommand.class,
      BenchLearnCommand.class
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  BenchCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "The part to measure is missing. The parts are listed below.");
  }
}
