package io.hsicflow.tests.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Waits for files of other processes, told by the file system. */
final class FolderWatch {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private FolderWatch() {}

  /**
   * Waits until {@code folder}, which is made if it is not there, has a file whose name starts so.
   */
  static void await(Path folder, String prefix) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (!has(folder, prefix)) {
        WatchKey key = watch.poll(1, TimeUnit.SECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
        if (System.nanoTime() > deadline) {
          throw new AssertionError("No file " + prefix + "... appeared in " + folder);
        }
      }
    }
  }

  private static boolean has(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(prefix));
    }
  }
}
