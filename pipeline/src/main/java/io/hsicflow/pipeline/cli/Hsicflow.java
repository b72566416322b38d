package io.hsicflow.pipeline.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The {@code hsicflow} command. Exit codes: 0 done, 1 failed (a sentence says why), 2 wrong usage,
 * 3 a demo that ran but did not reach its mark, 4 done except for images that were refused, 130
 * interrupted.
 */
@Command(
    name = "hsicflow",
    description =
        "Pretrains an image encoder by SSL-HSIC on a stream of images, inside Apache Flink.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      TopicsCommand.class,
      ProduceCommand.class,
      TailCommand.class,
      DeadLettersCommand.class,
      ControlCommand.class,
      SnapshotsCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      EmbedCommand.class,
      SimilarCommand.class,
      OptionsCommand.class,
      DoctorCommand.class,
      ReportCommand.class,
      ViewsCommand.class,
      ParityCommand.class,
      FuzzCommand.class,
      ChaosCommand.class,
      BenchCommand.class,
      ExperimentCommand.class
    })
public final class Hsicflow implements Runnable {
  /** A failure that a sentence explains. */
  public static final int FAILED = 1;

  /** Done, but for some images that the gate refused. */
  public static final int INCOMPLETE = 4;

  /** Told to quit before it was done. */
  public static final int QUIT = 130;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure as well.")
  private boolean debug;

  Hsicflow() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /**
   * Runs the command line in this process, for tests and callers that stay alive; returns the exit
   * code.
   */
  public static int execute(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** The configured command line: to parse arguments without running them, or to capture output. */
  public static CommandLine commandLine() {
    Hsicflow root = new Hsicflow();
    CommandLine line = new CommandLine(root);
    line.setExecutionExceptionHandler(new SentenceExceptionHandler(() -> root.debug));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpLongOptionsMaxWidth(28);
    return line;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "A command is missing. The commands are listed below.");
  }
}
