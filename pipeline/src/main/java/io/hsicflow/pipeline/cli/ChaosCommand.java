package io.hsicflow.pipeline.cli;

import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.replay.ReplayKind;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.chaos.ChaosReport;
import io.hsicflow.pipeline.chaos.ChaosRun;
import io.hsicflow.pipeline.chaos.ChaosSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Kills parts of a job, and looks whether anything is lost. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a small job on a broker and a Flink cluster of processes on this machine, kills TaskManagers, JobManagers and"
          + " the broker at random times, and starts them again.",
      "Then it compares with an undisturbed run on the same images: the trainer's state, what was trained on and"
          + " in which order, embeddings, dead letters. Exit code 1 if anything is lost, doubled or different."
    })
final class ChaosCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How many processes are killed; three hit one of each kind (default ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of what is killed and when (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--replay",
      paramLabel = "POLICY",
      defaultValue = "none",
      description =
          "Which images are held, to be trained on again beside fresh ones: none, fifo, reservoir or min-redundancy (default"
              + " ${DEFAULT-VALUE}).")
  private String replay;

  @Mixin private PrintedForm form;

  ChaosCommand() {}

  @Override
  public Integer call() throws Exception {
    ChaosSettings settings = new ChaosSettings(kills, seed, policy());
    PrintWriter out = form.isJson() ? spec.commandLine().getErr() : spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("hsicflow-chaos");
    boolean good = false;
    try {
      ChaosReport report = ChaosRun.in(folder, settings, new SystemClock(), line -> say(out, line));
      form.print(spec.commandLine().getOut(), report::json, report::text);
      good = report.isGood();
    } finally {
      if (good) {
        delete(folder);
      } else {
        say(out, "Logs and everything else are kept in " + folder);
      }
    }
    return good ? 0 : Hsicflow.FAILED;
  }

  private ReplayKind policy() {
    return Arrays.stream(ReplayKind.values())
        .filter(kind -> kind.toString().equals(replay))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "--replay is " + replay + "; give none, fifo, reservoir or min-redundancy."));
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
