package io.hsicflow.pipeline.cli;

import io.hsicflow.model.parity.GoldenFile;
import io.hsicflow.model.parity.GoldenFileException;
import io.hsicflow.model.parity.Parity;
import io.hsicflow.model.parity.ParityResult;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.parity.GoldenFolder;
import io.hsicflow.pipeline.parity.ParityReport;
import io.hsicflow.pipeline.parity.Subjects;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks this machine's arithmetic against golden files. */
@Command(
    name = "parity",
    mixinStandardHelpOptions = true,
    description =
        "Checks that the backends on this machine compute what golden files say, one line for each"
            + " file and backend; exit code 1 if any does not.")
final class ParityCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      description = "A folder of golden files, with all folders below it.")
  private Path folder;

  @Option(
      names = "--backend",
      paramLabel = "B",
      defaultValue = Subjects.ALL,
      description = "A backend by name, or all that can run here (default ${DEFAULT-VALUE}).")
  private String backend;

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = Subjects.ALL,
      description =
          "float32, float64, bfloat16 (whose bars are of losses and embeddings alone), or all for"
              + " float32 and float64 where a backend has them (default ${DEFAULT-VALUE}).")
  private String precision;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  ParityCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    GoldenFolder golden = GoldenFolder.at(folder);
    Subjects subjects = Subjects.choose(backend, precision);
    subjects.leftOut().forEach(err::println);
    err.flush();
    Parity parity =
        new Parity(
            subjects.chosen(), subjects.running(), Runtime.getRuntime().availableProcessors());
    ParityReport report = new ParityReport(json);
    for (Path file : golden.files()) {
      for (ParityResult result : check(parity, golden, file)) {
        out.println(report.line(result));
        out.flush();
      }
    }
    if (!json) {
      out.println(report.sum());
      out.flush();
    }
    return report.allPass() ? 0 : Hsicflow.FAILED;
  }

  /** A file that cannot be checked takes nothing from the others. */
  private static List<ParityResult> check(Parity parity, GoldenFolder golden, Path file) {
    String kind = ParityResult.NO_BACKEND;
    try {
      GoldenFile read = golden.read(file);
      kind = read.kind();
      return parity.check(read);
    } catch (GoldenFileException | UserException e) {
      return List.of(
          ParityResult.failed(
              golden.name(file), kind, ParityResult.NO_BACKEND, ParityResult.NO_BACKEND, e));
    }
  }
}
