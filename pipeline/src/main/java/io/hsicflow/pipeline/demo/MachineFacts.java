package io.hsicflow.pipeline.demo;

import io.hsicflow.pipeline.Versions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where and by what a demo runs. */
final class MachineFacts {
  private MachineFacts() {}

  /** Versions, system, processors and memory, by what people call them. */
  static Map<String, String> all() throws IOException {
    Map<String, String> facts = new LinkedHashMap<>(Versions.all());
    facts.put("system", System.getProperty("os.name") + " on " + System.getProperty("os.arch"));
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      facts.put("memory", gigabytes(system.getTotalMemorySize()));
    }
    facts.put("Java heap, at most", gigabytes(Runtime.getRuntime().maxMemory()));
    return facts;
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
