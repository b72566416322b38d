package io.hsicflow.pipeline.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Java process of its own for hostile input: with a heap that is set, so that an input that takes
 * too much is seen, and a folder of its own for temporary files, so that one left behind is seen.
 */
public final class FuzzProcess {
  private final String heap;

  /**
   * A process with that heap.
   *
   * @param heap as the option {@code -Xmx} takes it, {@code 512m} for example
   */
  public FuzzProcess(String heap) {
    this.heap = heap;
  }

  /**
   * Runs a main class in it, with the class path of this process and its outputs.
   *
   * @return its exit code, and how many temporary files it left
   */
  public Ended run(String mainClass, List<String> arguments)
      throws IOException, InterruptedException {
    Path temporary = Files.createTempDirectory("hsicflow-fuzz");
    try {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-Xmx" + heap);
      command.add("-Djava.awt.headless=true");
      command.add("-Djava.io.tmpdir=" + temporary);
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add(mainClass);
      command.addAll(arguments);
      int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
      return new Ended(exitCode, clear(temporary));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Removes what lies in a folder and says how many files that were. */
  private static int clear(Path folder) throws IOException {
    List<Path> left;
    try (Stream<Path> found = Files.walk(folder)) {
      left = found.filter(path -> !path.equals(folder)).sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path path : left) {
      Files.delete(path);
    }
    return left.size();
  }

  /**
   * How a process ended.
   *
   * @param leftFiles files and folders in its folder for temporary files
   */
  public record Ended(int exitCode, int leftFiles) {}
}
