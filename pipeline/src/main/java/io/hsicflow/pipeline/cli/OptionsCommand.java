package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.config.AllOptions;
import io.hsicflow.pipeline.config.OptionsPage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints every option. */
@Command(
    name = "options",
    mixinStandardHelpOptions = true,
    description = "Prints all settings with type, default and meaning.")
final class OptionsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--markdown", description = "Print tables in Markdown.")
  private boolean markdown;

  @Parameters(
      paramLabel = "PREFIX",
      arity = "0..1",
      defaultValue = "",
      description = "Only keys that start with this, for example learner.")
  private String prefix;

  OptionsCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    OptionsPage page = new OptionsPage(AllOptions.catalog(), prefix);
    out.print(markdown ? page.markdown() : page.plain());
    out.flush();
    return 0;
  }
}
