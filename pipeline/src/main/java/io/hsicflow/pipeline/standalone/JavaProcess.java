package io.hsicflow.pipeline.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Java program in a process of its own, which can be killed and started again. What it prints is
 * appended to {@code NAME.log} in its folder.
 */
public final class JavaProcess {
  /** A killed process is gone when the kernel has taken back its memory. */
  private static final int GONE_SECONDS = 60;

  private static final int LOG_END_BYTES = 4_000;

  private final ProcessGroup group;
  private final String name;
  private final Path folder;
  private final List<String> command;
  private final Map<String, String> environment = new HashMap<>();
  private Process process;

  private JavaProcess(ProcessGroup group, String name, Path folder, List<String> command) {
    this.group = group;
    this.name = name;
    this.folder = folder;
    this.command = List.copyOf(command);
  }

  /**
   * A program that is not started yet.
   *
   * @param group that it ends with
   * @param folder its working folder, where its log lies
   * @param flags of the Java virtual machine
   */
  public static JavaProcess of(
      ProcessGroup group,
      String name,
      Path folder,
      List<String> flags,
      String classPath,
      String mainClass,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // as Flink's own scripts do
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath);
    command.add(mainClass);
    command.addAll(arguments);
    return new JavaProcess(group, name, folder, command);
  }

  /** The same with a variable of the environment set, from its next start on. */
  public JavaProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /**
   * Starts the program.
   *
   * @throws IllegalStateException if it runs, or its group has ended
   */
  public void start() throws IOException {
    if (isAlive()) {
      throw new IllegalStateException("The " + name + " runs already; kill it first.");
    }
    if (!group.admit(this, this::launch)) {
      throw new IllegalStateException(
          "The " + name + " is not started: everything is being ended.");
    }
  }

  private void launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log().toFile()));
    builder.environment().put("FLINK_CONF_DIR", folder.toString());
    builder.environment().putAll(environment);
    process = builder.start();
  }

  /** What it is called in messages. */
  public String name() {
    return name;
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Kills it as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    end();
    try {
      if (process != null && !process.waitFor(GONE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "The " + name + " was killed, but is not gone after " + GONE_SECONDS + " s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the " + name + " was being killed.", e);
    }
  }

  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  /**
   * Waits for its end.
   *
   * @return its exit code
   * @throws IllegalStateException where it runs on for longer than {@code seconds}
   */
  public int awaitEnd(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "The " + name + " did not end within " + seconds + " s.\n" + logEnd());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the " + name + " ran.", e);
    }
    return process.exitValue();
  }

  /** Where it prints to. */
  public Path log() {
    return folder.resolve(name.replace(' ', '-') + ".log");
  }

  /** The end of its log, with a line before that says whose it is; for messages. */
  public String logEnd() {
    try {
      if (Files.notExists(log())) {
        return "The " + name + " has no log.";
      }
      try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
        byte[] end = new byte[(int) Math.min(LOG_END_BYTES, file.length())];
        file.seek(file.length() - end.length);
        file.readFully(end);
        return "The end of " + log() + ":\n" + new String(end, StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      return "The log " + log() + " cannot be read: " + e.getMessage();
    }
  }
}
