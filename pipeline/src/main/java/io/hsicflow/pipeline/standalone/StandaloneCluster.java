package io.hsicflow.pipeline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A standalone Flink on this machine: one JobManager and some TaskManagers, each a process, as a
 * user would set it up.
 */
public final class StandaloneCluster {
  /** What every process of it can do without: many compilers and collectors beside each other. */
  private static final List<String> FEW_THREADS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true");

  private static final String LOGGING =
      """
      rootLogger.level = INFO
      rootLogger.appenderRef.console.ref = Console
      appender.console.name = Console
      appender.console.type = Console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d %-5p %c{1} - %m%n
      logger.kafka.name = org.apache.kafka
      logger.kafka.level = WARN
      """;

  private final ProcessGroup group;
  private final Path folder;
  private final String classPath;
  private final FlinkRest rest;
  private final int restPort;
  private final JavaProcess jobManager;
  private final List<JavaProcess> taskManagers = new ArrayList<>();

  private StandaloneCluster(ProcessGroup group, Path folder, String classPath, int restPort) {
    this.group = group;
    this.folder = folder;
    this.classPath = classPath;
    this.restPort = restPort;
    this.rest = new FlinkRest(restPort);
    this.jobManager =
        process(
            "jobmanager",
            "-Xmx512m",
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            List.of("--configDir", folder.toString()));
  }

  /**
   * A cluster that is not started yet; its configuration is written.
   *
   * @param group that its processes end with
   * @param folder an empty folder for configuration and logs
   * @param classPath of all its processes
   * @param taskManagers how many
   * @param slots of each
   * @param more settings of Flink, over those that every cluster here has
   */
  public static StandaloneCluster configure(
      ProcessGroup group,
      Path folder,
      String classPath,
      FreePorts ports,
      int taskManagers,
      int slots,
      Map<String, String> more)
      throws IOException {
    int restPort = ports.next();
    Map<String, String> settings = new TreeMap<>(settings(folder, slots));
    settings.put("jobmanager.rpc.port", String.valueOf(ports.next()));
    settings.put("rest.port", String.valueOf(restPort));
    settings.putAll(more);
    List<String> lines = new ArrayList<>();
    settings.forEach((key, value) -> lines.add(key + ": " + value));
    Files.write(folder.resolve("config.yaml"), lines);
    Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
    StandaloneCluster cluster = new StandaloneCluster(group, folder, classPath, restPort);
    for (int i = 1; i <= taskManagers; i++) {
      cluster.taskManagers.add(
          cluster.process(
              "taskmanager " + i,
              "-Xmx1g",
              "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
              List.of("--configDir", folder.toString())));
    }
    return cluster;
  }

  private static Map<String, String> settings(Path folder, int slots) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("jobmanager.rpc.address", "localhost");
    settings.put("jobmanager.memory.process.size", "1g");
    settings.put("rest.address", "localhost");
    settings.put("rest.bind-address", "localhost");
    settings.put("web.submit.enable", "false");
    settings.put("taskmanager.host", "localhost");
    settings.put("taskmanager.numberOfTaskSlots", String.valueOf(slots));
    settings.put("taskmanager.cpu.cores", String.valueOf(slots));
    settings.put("taskmanager.memory.framework.heap.size", "128m");
    settings.put("taskmanager.memory.framework.off-heap.size", "128m");
    settings.put("taskmanager.memory.jvm-metaspace.size", "256m");
    settings.put("taskmanager.memory.jvm-overhead.min", "192m");
    settings.put("taskmanager.memory.jvm-overhead.max", "192m");
    settings.put("taskmanager.memory.task.heap.size", "768m");
    settings.put("taskmanager.memory.task.off-heap.size", "0m");
    settings.put("taskmanager.memory.managed.size", "128m");
    settings.put("taskmanager.memory.network.min", "64m");
    settings.put("taskmanager.memory.network.max", "64m");
    settings.put("io.tmp.dirs", folder.toString());
    return settings;
  }

  /** A further process with the same class path and logging, a client for example. */
  public JavaProcess process(String name, String heap, String mainClass, List<String> arguments) {
    List<String> flags = new ArrayList<>(FEW_THREADS);
    flags.add(heap);
    flags.add("-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"));
    return JavaProcess.of(group, name, folder, flags, classPath, mainClass, arguments);
  }

  /** Starts all processes; they are not up yet when this returns. */
  public void start() throws IOException {
    jobManager.start();
    for (JavaProcess taskManager : taskManagers) {
      taskManager.start();
    }
  }

  /** The JobManager's process. */
  public JavaProcess jobManager() {
    return jobManager;
  }

  /** The TaskManagers' processes. */
  public List<JavaProcess> taskManagers() {
    return List.copyOf(taskManagers);
  }

  /** Questions to its JobManager. */
  public FlinkRest rest() {
    return rest;
  }

  /** HOST:PORT of its REST endpoint. */
  public String restEndpoint() {
    return "localhost:" + restPort;
  }

  /** Whether all its TaskManagers have registered. */
  public boolean isUp() {
    try {
      return rest.taskManagers().size() >= taskManagers.size();
    } catch (IOException e) {
      return false; // not up yet: asked again until a limit
    }
  }
}
