package io.hsicflow.pipeline.chaos;

import io.hsicflow.broker.BrokerProcess;
import io.hsicflow.pipeline.standalone.FlinkRest;
import io.hsicflow.pipeline.standalone.FreePorts;
import io.hsicflow.pipeline.standalone.JavaProcess;
import io.hsicflow.pipeline.standalone.ProcessGroup;
import io.hsicflow.pipeline.standalone.StandaloneCluster;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of the exercise: ZooKeeper, a broker, a JobManager with high availability and two
 * TaskManagers. All but ZooKeeper are fair game.
 */
final class ChaosStage implements AutoCloseable {
  static final int TASK_MANAGERS = 2;

  private final ProcessGroup group;
  private final JavaProcess zooKeeper;
  private final JavaProcess broker;
  private final int brokerPort;
  private final StandaloneCluster cluster;
  private boolean wasUp;
  private int fallen;

  private ChaosStage(ProcessGroup group, Path folder) throws IOException {
    this.group = group;
    FreePorts ports = new FreePorts();
    int zooKeeperPort = ports.next();
    Path flink = Files.createDirectories(folder.resolve("flink"));
    cluster =
        StandaloneCluster.configure(
            group,
            flink,
            ownClassPath(),
            ports,
            TASK_MANAGERS,
            ChaosJob.SLOTS,
            highAvailability(folder, zooKeeperPort));
    Path configuration =
        Files.write(
            folder.resolve("zookeeper.cfg"),
            List.of(
                "clientPort=" + zooKeeperPort,
                "clientPortAddress=localhost",
                "dataDir=" + folder.resolve("zookeeper"),
                "tickTime=500",
                "admin.enableServer=false"));
    zooKeeper =
        cluster.process(
            "zookeeper",
            "-Xmx128m",
            "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
            List.of("--zkConfigFile", configuration.toString(), "--peerId", "1"));
    brokerPort = ports.next();
    broker =
        cluster.process(
            "broker",
            "-Xmx512m",
            BrokerProcess.class.getName(),
            List.of(String.valueOf(brokerPort), folder.resolve("broker").toString()));
  }

  /** The processes, all in {@code folder}, not started yet. */
  static ChaosStage in(Path folder) throws IOException {
    ProcessGroup group = ProcessGroup.open();
    try {
      return new ChaosStage(group, folder);
    } catch (IOException | RuntimeException e) {
      group.close();
      throw e;
    }
  }

  private static Map<String, String> highAvailability(Path folder, int zooKeeperPort) {
    return Map.ofEntries(
        Map.entry("high-availability.type", "zookeeper"),
        Map.entry("high-availability.zookeeper.quorum", "localhost:" + zooKeeperPort),
        Map.entry("high-availability.storageDir", folder.resolve("ha").toUri().toString()),
        // A JobManager that was killed is forgotten after so long, and the next one may lead.
        Map.entry("high-availability.zookeeper.client.session-timeout", "5 s"),
        Map.entry("high-availability.zookeeper.client.connection-timeout", "5 s"),
        Map.entry("high-availability.zookeeper.client.tolerate-suspended-connections", "true"),
        Map.entry("heartbeat.interval", "1 s"),
        Map.entry("heartbeat.timeout", "15 s"),
        Map.entry("web.refresh-interval", "200 ms"));
  }

  /** The class path of this process, as it is from any folder. */
  private static String ownClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Starts everything; it is not up yet when this returns. */
  void start() throws IOException {
    zooKeeper.start();
    broker.start();
    cluster.start();
  }

  /** Whether everything answers. */
  boolean isUp() {
    boolean up = brokerAnswers() && cluster.isUp();
    wasUp |= up;
    return up;
  }

  private boolean brokerAnswers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), brokerPort)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false; // not up yet: asked again until a limit
    }
  }

  /** Kills the process and starts it again. */
  void strike(Kill kill) throws IOException {
    JavaProcess victim =
        switch (kill.target()) {
          case TASK_MANAGER -> cluster.taskManagers().get(kill.index());
          case JOB_MANAGER -> cluster.jobManager();
          case BROKER -> broker;
        };
    victim.kill();
    victim.start();
  }

  /**
   * Starts again what has ended by itself, as a supervisor does.
   *
   * @throws IllegalStateException where that happens before all were up: another start would not
   *     help
   */
  void revive() throws IOException {
    for (JavaProcess process : processes()) {
      if (!process.isAlive()) {
        if (!wasUp) {
          throw new IllegalStateException(
              "The " + process.name() + " did not start. " + process.logEnd());
        }
        fallen++;
        process.start();
      }
    }
  }

  /** How many processes have ended without being killed. */
  int fallen() {
    return fallen;
  }

  private List<JavaProcess> processes() {
    List<JavaProcess> all = new ArrayList<>(cluster.taskManagers());
    all.add(cluster.jobManager());
    all.add(broker);
    all.add(zooKeeper);
    return all;
  }

  /** Host and port of the broker. */
  String brokers() {
    return "127.0.0.1:" + brokerPort;
  }

  /** HOST:PORT of the JobManager's REST endpoint. */
  String restEndpoint() {
    return cluster.restEndpoint();
  }

  FlinkRest rest() {
    return cluster.rest();
  }

  /** The ends of all logs, for messages. */
  String logEnds() {
    return processes().stream().map(JavaProcess::logEnd).collect(Collectors.joining("\n"));
  }

  /** Ends all processes. */
  @Override
  public void close() {
    group.close();
  }
}
