package io.hsicflow.tests.dist;

import io.hsicflow.pipeline.standalone.FlinkRest;
import io.hsicflow.pipeline.standalone.FreePorts;
import io.hsicflow.pipeline.standalone.JavaProcess;
import io.hsicflow.pipeline.standalone.ProcessGroup;
import io.hsicflow.pipeline.standalone.StandaloneCluster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A standalone Flink on this machine with one TaskManager, Flink's jars from the class path of this
 * test and the distribution's {@code lib}, as a user would set it up. Closing it ends its
 * processes.
 */
final class InstalledFlink implements AutoCloseable {
  /** Flink and what it brings along, by the folders of a Maven repository. */
  private static final Predicate<String> FLINK =
      Pattern.compile(
              "/org/apache/flink/(?!flink-connector-kafka|flink-test)|/com/esotericsoftware/|/org/objenesis/"
                  + "|/commons-(cli|collections|io)/|/org/apache/commons/commons-(compress|lang3|math3|text)/|/org/slf4j/"
                  + "|/org/apache/logging/|/org/snakeyaml/|/org/javassist/|/org/xerial/|/at/yawk/lz4/"
                  + "|/tools/profiler/|/com/google/code/findbugs/")
          .asPredicate();

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final long JOB_SECONDS = 300;

  private final ProcessGroup group;
  private final Path folder;
  private final StandaloneCluster cluster;
  private final List<JavaProcess> processes;

  private InstalledFlink(ProcessGroup group, Path folder, StandaloneCluster cluster) {
    this.group = group;
    this.folder = folder;
    this.cluster = cluster;
    this.processes = new ArrayList<>(List.of(cluster.jobManager(), cluster.taskManagers().get(0)));
  }

  /**
   * Starts a cluster and waits for its TaskManager.
   *
   * @param folder for configuration and logs; empty but for Flink's {@code plugins}, if any
   * @param lib jars for Flink's lib folder
   * @param slots of the one TaskManager
   */
  static InstalledFlink start(Path folder, Path lib, int slots) throws IOException {
    ProcessGroup group = ProcessGroup.open();
    try {
      InstalledFlink flink =
          new InstalledFlink(
              group,
              folder,
              StandaloneCluster.configure(
                  group, folder, classPath(folder, lib), new FreePorts(), 1, slots, Map.of()));
      flink.cluster.start();
      flink.awaitTaskManagers();
      return flink;
    } catch (IOException | RuntimeException e) {
      group.close();
      throw e;
    }
  }

  /** A class path of the configuration's folder, Flink's jars and those in {@code lib}. */
  static String classPath(Path folder, Path lib) {
    String flink =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(FLINK)
            .collect(Collectors.joining(File.pathSeparator));
    return String.join(File.pathSeparator, folder.toString(), flink, lib.resolve("*").toString());
  }

  /**
   * Starts one more TaskManager, with settings over those of the cluster, and waits for it.
   *
   * @return its process
   */
  JavaProcess addTaskManager(String name, Map<String, String> more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--configDir", folder.toString()));
    more.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    JavaProcess added =
        cluster.process(
            name, "-Xmx1g", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", arguments);
    added.start();
    processes.add(added);
    awaitTaskManagers();
    return added;
  }

  private boolean isUp() {
    try {
      return cluster.rest().taskManagers().size() == processes.size() - 1; // and a JobManager
    } catch (IOException e) {
      return false; // not up yet: asked again until a limit
    }
  }

  private void awaitTaskManagers() {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (!isUp()) {
      for (JavaProcess process : processes) {
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

  /**
   * {@code flink run JAR ARGUMENTS}: submits a job, waits for its end and returns what it printed.
   */
  String run(Path jar, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("run", jar.toString()));
    all.addAll(Arrays.asList(arguments));
    JavaProcess client =
        cluster.process("client", "-Xmx512m", "org.apache.flink.client.cli.CliFrontend", all);
    client.start();
    int exitCode;
    try {
      exitCode = client.awaitEnd(JOB_SECONDS);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(e.getMessage() + "\n" + logs(), e);
    }
    String printed = Files.readString(client.log());
    if (exitCode != 0) {
      throw new IllegalStateException(
          "flink run ended with " + exitCode + ":\n" + printed + logs());
    }
    return printed;
  }

  /** HOST:PORT of its REST endpoint. */
  String restEndpoint() {
    return cluster.restEndpoint();
  }

  /** Questions to its JobManager. */
  FlinkRest rest() {
    return cluster.rest();
  }

  /** What the TaskManager has logged. */
  String taskManagerLog() throws IOException {
    return Files.readString(cluster.taskManagers().get(0).log());
  }

  @Override
  public void close() {
    group.close();
  }

  private String logs() {
    return processes.stream().map(JavaProcess::logEnd).collect(Collectors.joining("\n"));
  }
}
