package io.hsicflow.pipeline.doctor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much memory there is, in bytes.
 *
 * @param heap the largest that the Java heap may become
 * @param usable what the process may use: the machine's, or its container's limit
 * @param machine the machine's
 */
record MemorySizes(long heap, long usable, long machine) {
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final String TOTAL = "MemTotal:";

  /** Of this process. */
  static MemorySizes ofThisProcess() throws IOException {
    if (!(ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system)) {
      throw new IOException("This Java does not tell how much memory the machine has.");
    }
    long usable = system.getTotalMemorySize(); // knows of containers, on Linux
    long machine = usable;
    if (Files.isReadable(MEMINFO)) {
      machine =
          Files.readAllLines(MEMINFO).stream()
              .filter(line -> line.startsWith(TOTAL))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
              .findFirst()
              .orElse(usable);
    }
    return new MemorySizes(Runtime.getRuntime().maxMemory(), usable, machine);
  }
}
