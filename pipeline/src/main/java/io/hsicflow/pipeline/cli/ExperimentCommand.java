package io.hsicflow.pipeline.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks whether a part of hsicflow is worth having. */
@Command(
    name = "experiment",
    mixinStandardHelpOptions = true,
    description =
        "Trains with and without a part of hsicflow under equal conditions, and says whether what was expected came out.",
    synopsisSubcommandLabel = "QUESTION",
    subcommands = {StreamOrderCommand.class})
final class ExperimentCommand implements Runnable {
  @Spec private CommandSpec spec;

  ExperimentCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "The question is missing. The questions are listed below.");
  }
}
