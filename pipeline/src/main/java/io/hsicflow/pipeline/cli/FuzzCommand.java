package io.hsicflow.pipeline.cli;

import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.fuzz.Fuzz;
import io.hsicflow.pipeline.fuzz.FuzzProcess;
import io.hsicflow.pipeline.fuzz.FuzzResult;
import io.hsicflow.pipeline.fuzz.FuzzSettings;
import io.hsicflow.pipeline.fuzz.FuzzTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries hostile input. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends hostile input through the gate as a job has it, and through the readers of safetensors: mutated pictures,"
          + " decompression bombs, random bytes, mutated records and files. Works in a process of its own with a fixed"
          + " heap.",
      "Prints what was accepted, what was refused and why, and what the costliest input took. Exit code 1 if anything"
          + " would have failed a job, was not in the dead letters exactly once, took longer than gate.time-limit, or"
          + " left a temporary file."
    })
final class FuzzCommand implements Callable<Integer> {
  private static final String HERE = "--in-this-process";

  @Spec private CommandSpec spec;

  @Option(
      names = "--inputs",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Inputs for each target (default ${DEFAULT-VALUE}).")
  private long inputs;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Every input is a function of this and of its number (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--target",
      paramLabel = "T",
      description = "${COMPLETION-CANDIDATES} (default: both, one after the other).")
  private FuzzTarget target;

  @Option(
      names = "--only",
      paramLabel = "NUMBER",
      description = "Try this input alone; needs --target.")
  private Long only;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "With --only: write the input's bytes there and try nothing.")
  private Path out;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "512m",
      description = "Heap of the process that tries them (default ${DEFAULT-VALUE}).")
  private String heap;

  @Option(names = "--json", description = "Print one JSON object a target.")
  private boolean json;

  @Option(names = HERE, hidden = true, description = "Try them in this process.")
  private boolean here;

  FuzzCommand() {}

  @Override
  public Integer call() throws Exception {
    if (only != null && target == null) {
      throw new UserException("--only needs the target that the input is of: --target gate.");
    }
    if (out != null) {
      return writeInput();
    }
    return here ? attempt() : inAProcess();
  }

  private int writeInput() throws IOException {
    if (only == null) {
      throw new UserException("--out needs the number of the input to write: --only NUMBER.");
    }
    byte[] bytes = Fuzz.bytes(target, seed, only);
    if (bytes == null) {
      throw new UserException(
          "Input " + only + " is a record without a value: there are no bytes.");
    }
    Files.write(out, bytes);
    print("Input " + only + " of seed " + seed + ": " + bytes.length + " bytes in " + out);
    return 0;
  }

  private int inAProcess() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
    arguments.add(HERE);
    FuzzProcess.Ended ended = new FuzzProcess(heap).run(Hsicflow.class.getName(), arguments);
    if (json) {
      print(JsonWriter.write(Map.of("leftFiles", ended.leftFiles())));
    } else {
      print("temporary files left: " + ended.leftFiles());
    }
    return ended.leftFiles() > 0 ? Hsicflow.FAILED : ended.exitCode();
  }

  private int attempt() throws InterruptedException {
    FuzzSettings settings = new FuzzSettings(inputs, seed);
    PrintWriter err = spec.commandLine().getErr();
    boolean passed = true;
    for (FuzzTarget each : target == null ? List.of(FuzzTarget.values()) : List.of(target)) {
      FuzzResult result =
          only != null
              ? Fuzz.only(each, settings, only)
              : Fuzz.run(
                  each,
                  settings,
                  line -> {
                    err.println(line);
                    err.flush();
                  });
      print(json ? JsonWriter.write(result.json()) : result.text().stripTrailing());
      passed &= result.passed();
    }
    return passed ? 0 : Hsicflow.FAILED;
  }

  private void print(String line) {
    PrintWriter writer = spec.commandLine().getOut();
    writer.println(line);
    writer.flush();
  }
}
