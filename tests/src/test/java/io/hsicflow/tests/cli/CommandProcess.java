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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code hsicflow} in a process of its own, with the class path of the tests. */
public final class CommandProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

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
  public void awaitLine(String part) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (lines) {
      while (lines.stream().noneMatch(line -> line.contains(part))) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0 || read.isDone()) {
          throw new AssertionError("No line with '" + part + "' in:\n" + output());
        }
        lines.wait(Math.min(left, 500));
      }
    }
  }

  /** Ctrl-C's sister: the polite kill, answered alike. */
  public void signal() {
    // The handle, not the process: that would close its output before the last word.
    process.toHandle().destroy();
  }

  /** Waits for the end and returns the exit code. */
  public int exitCode() throws InterruptedException, ExecutionException, TimeoutException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("The command did not end. Its output:\n" + output());
    }
    read.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    return process.exitValue();
  }

  /** What it has printed, to both outputs. */
  public String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  /** What it has printed, what its threads do now, and its log: for a test that waited in vain. */
  public String everything() throws IOException, InterruptedException {
    Process stacks =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jstack").toString(),
                Long.toString(process.pid()))
            .redirectErrorStream(true)
            .start();
    String threads = new String(stacks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    stacks.waitFor();
    Path log = folder.resolve("logs/hsicflow.log");
    return String.join(
        "\n", output(), threads, Files.exists(log) ? Files.readString(log) : "There is no " + log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
