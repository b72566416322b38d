package io.hsicflow.tests.python;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Python interpreter on this machine. */
final class Python {
  private final String executable;

  private Python(String executable) {
    this.executable = executable;
  }

  /**
   * The interpreter of the system property {@code hsicflow.python} or the environment variable
   * {@code HSICFLOW_PYTHON}, else {@code python3} of the path; empty if it lacks a module.
   */
  static Optional<Python> with(String... modules) {
    String executable =
        System.getProperty(
            "hsicflow.python", System.getenv().getOrDefault("HSICFLOW_PYTHON", "python3"));
    Python python = new Python(executable);
    return python.has(modules) ? Optional.of(python) : Optional.empty();
  }

  /** The same; where it lacks a module the test is skipped, and says so. */
  static Python orSkip(String... modules) {
    Optional<Python> python = with(modules);
    assumeThat(python)
        .as(
            "no Python with %s here; name one by -Dhsicflow.python, or run -Pslow to install them below target",
            String.join(", ", modules))
        .isPresent();
    return python.orElseThrow();
  }

  /**
   * An interpreter in a folder of its own, made anew with these packages from the package index.
   */
  static Python install(Path folder, String... packages) throws IOException {
    new Python("python3").run(Path.of("."), 600, "-m", "venv", folder.toString());
    Python python = new Python(folder.resolve("bin/python").toString());
    String[] install =
        Arrays.copyOf(
            new String[] {"-m", "pip", "install", "--quiet", "--disable-pip-version-check"},
            5 + packages.length);
    System.arraycopy(packages, 0, install, 5, packages.length);
    python.run(folder, 1200, install);
    return python;
  }

  private boolean has(String... modules) {
    try {
      run(Path.of("."), 120, "-c", "import " + String.join(", ", modules));
      return true;
    } catch (IOException | IllegalStateException e) {
      return false; // no interpreter, or a module is missing: the caller skips and says so
    }
  }

  /** Runs a program, given as text, in a folder and returns what it printed. */
  String run(Path folder, String program) throws IOException {
    Path file = Files.writeString(folder.resolve("program.py"), program);
    return run(folder, 300, file.toString());
  }

  private String run(Path folder, int seconds, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(executable));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("python", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end within " + seconds + " s.");
      }
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            command + " ended with " + process.exitValue() + ":\n" + printed);
      }
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Interrupted while waiting for Python.", e));
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
