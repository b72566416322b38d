package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.report.Report;
import io.hsicflow.pipeline.report.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports a run. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes what became of a run as one HTML file that opens without a network: curves, accuracy, throughput,"
          + " settings, machine.",
      "It has what the folder has, and says what is missing. A demo ends with one, with nearest neighbours, a map of"
          + " embeddings and views besides."
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The folder of a demo or of a run.")
  private Path run;

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description =
          "The numbers of the steps, which job.metrics-csv named (default RUN/progress.csv).")
  private Path metrics;

  @Option(
      names = "--snapshots",
      paramLabel = "FOLDER",
      description = "The snapshots, a local snapshot.folder (default RUN/snapshots).")
  private Path snapshots;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The report; one that is there is replaced (default RUN/report.html).")
  private Path out;

  ReportCommand() {}

  @Override
  public Integer call() throws Exception {
    RunFolder usual = RunFolder.of(run);
    Path file = out == null ? run.resolve(Report.FILE) : out;
    new Report(
            new RunFolder(
                run,
                metrics == null ? usual.progress() : metrics,
                snapshots == null ? usual.snapshots() : snapshots))
        .write(file);
    PrintWriter writer = spec.commandLine().getOut();
    writer.println("Report: " + file);
    writer.flush();
    return 0;
  }
}
