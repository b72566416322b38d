package io.hsicflow.tests.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A standalone Flink on this machine: one JobManager and one TaskManager, each a process, with
 * Flink's jars from the class path of this test and the distribution's {@code lib}, as a user would
 * set it up. Closing it ends both.
 */
final class StandaloneCluster implements AutoCloseable {
  /** Flink and what it brings along, by the folders of a Maven repository. */
  private static final Predicate<String> FLINK =
      Pattern.compile(
              "/org/apache/flink/(?!flink-connector-kafka|flink-test)|/com/esotericsoftware/|/org/objenesis/"
                  + "|/commons-(cli|collections|io)/|/org/apache/commons/commons-(compress|lang3|math3|text)/|/org/slf4j/"
                  + "|/org/apache/logging/|/org/snakeyaml/|/org/javassist/|/org/xerial/|/at/yawk/lz4/"
                  + "|/tools/profiler/|/com/google/code/findbugs/")
          .asPredicate();

  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Path folder;
  private final Path lib;
  private final int restPort;
  private final List<Process> processes = new ArrayList<>();

  private StandaloneCluster(Path folder, Path lib, int restPort) {
    this.folder = folder;
    this.lib = lib;
    this.restPort = restPort;
  }

  /**
   * Starts a cluster and waits for its TaskManager.
   *
   * @param folder an empty folder for configuration and logs
   * @param lib jars for Flink's lib folder
   * @param slots of the one TaskManager
   */
  static StandaloneCluster start(Path folder, Path lib, int slots) throws IOException {
    StandaloneCluster cluster = new StandaloneCluster(folder, lib, freePort());
    try {
      cluster.configure(slots);
      cluster.launch(
          "jobmanager",
          "-Xmx512m",
          "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
          "--configDir",
          folder.toString());
      cluster.launch(
          "taskmanager",
          "-Xmx1g",
          "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
          "--configDir",
          folder.toString());
      cluster.awaitTaskManager();
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * {@code flink run JAR ARGUMENTS}: submits a job, waits for its end and returns what it printed.
   */
  String run(Path jar, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("-Xmx512m", "org.apache.flink.client.cli.CliFrontend", "run"));
    command.add(jar.toString());
    command.addAll(Arrays.asList(arguments));
    Process client = launch("client", command.toArray(String[]::new));
    try {
      if (!client.waitFor(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException("The job did not end within 5 minutes.\n" + logs());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a job ran.", e);
    }
    String printed = log("client");
    if (client.exitValue() != 0) {
      throw new IllegalStateException(
          "flink run ended with " + client.exitValue() + ":\n" + printed + logs());
    }
    return printed;
  }

  /** HOST:PORT of its REST endpoint. */
  String restEndpoint() {
    return "localhost:" + restPort;
  }

  /** The states of all jobs since the start, the newest first. */
  List<String> jobStates() throws IOException {
    List<String> states = new ArrayList<>();
    rest("/jobs/overview").get("jobs").forEach(job -> states.add(job.get("state").asText()));
    return states;
  }

  /** The names by which the JobManager knows its TaskManagers. */
  List<String> taskManagers() throws IOException {
    List<String> names = new ArrayList<>();
    rest("/taskmanagers").get("taskmanagers").forEach(each -> names.add(each.get("id").asText()));
    return names;
  }

  /** What the TaskManager has logged. */
  String taskManagerLog() throws IOException {
    return log("taskmanager");
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }

  private void configure(int slots) throws IOException {
    Files.writeString(
        folder.resolve("config.yaml"),
        """
        jobmanager.rpc.address: localhost
        jobmanager.rpc.port: %d
        rest.address: localhost
        rest.port: %d
        rest.bind-address: localhost
        jobmanager.memory.process.size: 1g
        taskmanager.host: localhost
        taskmanager.numberOfTaskSlots: %d
        taskmanager.cpu.cores: %d
        taskmanager.memory.framework.heap.size: 128m
        taskmanager.memory.framework.off-heap.size: 128m
        taskmanager.memory.jvm-metaspace.size: 256m
        taskmanager.memory.jvm-overhead.min: 192m
        taskmanager.memory.jvm-overhead.max: 192m
        taskmanager.memory.task.heap.size: 768m
        taskmanager.memory.task.off-heap.size: 0m
        taskmanager.memory.managed.size: 128m
        taskmanager.memory.network.min: 64m
        taskmanager.memory.network.max: 64m
        io.tmp.dirs: %s
        """
            .formatted(freePort(), restPort, slots, slots, folder));
    Files.writeString(
        folder.resolve("log4j2.properties"),
        """
        rootLogger.level = INFO
        rootLogger.appenderRef.console.ref = Console
        appender.console.name = Console
        appender.console.type = Console
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d %-5p %c{1} - %m%n
        """);
  }

  private Process launch(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // as Flink's own scripts do
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
    command.add("-cp");
    command.add(classPath());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("FLINK_CONF_DIR", folder.toString());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private String classPath() {
    String flink =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(FLINK)
            .collect(Collectors.joining(File.pathSeparator));
    return String.join(File.pathSeparator, folder.toString(), flink, lib.resolve("*").toString());
  }

  private void awaitTaskManager() throws IOException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (!hasTaskManager()) {
      for (Process process : processes) {
        if (!process.isAlive()) {
          throw new IllegalStateException("A process of the cluster has ended.\n" + logs());
        }
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("No TaskManager within " + START_LIMIT + ".\n" + logs());
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private boolean hasTaskManager() {
    try {
      return !taskManagers().isEmpty();
    } catch (IOException e) {
      return false; // not up yet: asked again until the limit
    }
  }

  private JsonNode rest(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + restPort + path))
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
        // A JobManager that has not elected its leader yet answers, but not what was asked.
        throw new IOException(
            "The JobManager answers "
                + path
                + " with "
                + answer.statusCode()
                + ": "
                + answer.body());
      }
      return new ObjectMapper().readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking the JobManager.", e);
    }
  }

  private String logs() throws IOException {
    return "JobManager:\n" + log("jobmanager") + "\nTaskManager:\n" + log("taskmanager");
  }

  private String log(String name) throws IOException {
    Path file = folder.resolve(name + ".log");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
