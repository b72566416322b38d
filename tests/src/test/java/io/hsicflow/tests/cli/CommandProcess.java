package io.hsicflow.tests.cli;

import io.hsicflow.pipeline.cli.Hsicflow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code hsicflow} in a process of its own, with the class path of the tests. */
public final class CommandProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Process process;
  private final Path folder;
  private final List<String> lines = new ArrayList<>();
  private final CompletableFuture<Void> read;

  private CommandProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    this.read = CompletableFuture.runAsync(this::readLines);
  }

  /** Starts the command in {@code folder}. */
  public static CommandProcess start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Hsicflow.class.getName());
    command.addAll(List.of(arguments));
    return new CommandProcess(
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start(),
        folder);
  }

  private void readLines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("Picked up JAVA_TOOL_OPTIONS")) {
          continue; // the virtual machine's word on its environment, not the command's
        }
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The command's output could not be read.", e);
    }
  }

  /** Waits for a line that has {@code part} in it. */
  public void awaitLine(String part) throws IOException, InterruptedException {
    await("a line with '" + part + "'", output -> output.contains(part), folder);
  }

  /**
   * Waits until {@code files}, which is made if it is not there, has a file whose name starts so.
   */
  public void awaitFile(Path files, String prefix) throws IOException, InterruptedException {
    Files.createDirectories(files);
    await(
        "a file " + prefix + "... in " + files,
        output -> names(files).stream().anyMatch(name -> name.startsWith(prefix)),
        files);
  }

  /**
   * Waits as long as the command moves: prints, logs or makes a file in {@code files}. A busy
   * machine makes it slow, and no number of minutes fits all machines.
   */
  private void await(String what, Condition condition, Path files)
      throws IOException, InterruptedException {
    Movement last = null;
    long since = System.nanoTime();
    while (true) {
      boolean ended = hasEnded(); // before the look, which then sees its last word
      if (condition.holds(output())) {
        return;
      }
      if (ended) {
        throw new AssertionError("The command ended without " + what + ".\n" + everything());
      }
      Movement now = new Movement(output().length(), logBytes(), names(files));
      if (!now.equals(last)) {
        last = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
        throw new AssertionError(
            "The command stood still for " + PATIENCE + ", without " + what + ".\n" + everything());
      }
      synchronized (lines) {
        lines.wait(LOOK.toMillis());
      }
    }
  }

  private long logBytes() throws IOException {
    Path log = log();
    return Files.exists(log) ? Files.size(log) : 0;
  }

  private Path log() {
    return folder.resolve("logs/hsicflow.log");
  }

  private static Set<String> names(Path files) throws IOException {
    try (Stream<Path> found = Files.list(files)) {
      return found.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  /** Ctrl-C's sister: the polite kill, answered alike. */
  public void signal() {
    // The handle, not the process: that would close its output before the last word.
    process.toHandle().destroy();
  }

  /** Waits for the end and returns the exit code. */
  public int exitCode() throws IOException, InterruptedException {
    await("its end", output -> hasEnded(), folder);
    read.join();
    return process.exitValue();
  }

  private boolean hasEnded() {
    return read.isDone() && !process.isAlive();
  }

  /** What it has printed, to both outputs. */
  public String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  /** What it has printed, what its threads do now, and its log: for a test that waited in vain. */
  private String everything() throws IOException, InterruptedException {
    Process stacks =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jstack").toString(),
                Long.toString(process.pid()))
            .redirectErrorStream(true)
            .start();
    String threads = new String(stacks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    stacks.waitFor();
    Path log = log();
    return String.join(
        "\n", output(), threads, Files.exists(log) ? Files.readString(log) : "There is no " + log);
  }

  /** What is waited for, in what the command has printed or elsewhere. */
  @FunctionalInterface
  private interface Condition {
    boolean holds(String output) throws IOException;
  }

  /** How far a command has come, as far as that shows outside. */
  private record Movement(int printed, long logBytes, Set<String> files) {}

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
