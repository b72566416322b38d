package io.hsicflow.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.metadata.storage.FormatterException;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A single-node Kafka broker (KRaft) in this JVM, reachable from this machine only, with Kafka's
 * default limits:
 *
 * <pre>{@code
 * try (EmbeddedBroker broker = EmbeddedBroker.start()) {
 *   broker.createTopic("images", 2);
 *   use(broker.bootstrapServers());
 * }
 * }</pre>
 *
 * Closed and started again on the same folder and port, it goes on with the same data.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int NODE = 1;
  private static final int NO_PORT = -1;

  /** Fixed, so that a folder can be started again. */
  private static final String CLUSTER = "aHNpY2Zsb3ctYnJva2VyMQ";

  /**
   * The controller's port must be known before it is bound, so another program can take it in
   * between.
   */
  private static final int PORT_ATTEMPTS = 5;

  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final KafkaRaftServer server;
  private final Path folder;
  private final boolean temporary;
  private final int port;
  private final int securedPort;

  private EmbeddedBroker(
      KafkaRaftServer server, Path folder, boolean temporary, int port, int securedPort) {
    this.server = server;
    this.folder = folder;
    this.temporary = temporary;
    this.port = port;
    this.securedPort = securedPort;
  }

  /** A broker on a free port with a temporary folder; ready when this returns (about 3 s). */
  public static EmbeddedBroker start() {
    return start(BrokerSettings.defaults());
  }

  /**
   * A broker set up like that; ready when this returns.
   *
   * @throws IllegalStateException where its port is taken or its folder holds another broker's data
   */
  public static EmbeddedBroker start(BrokerSettings settings) {
    boolean temporary = settings.folder() == null;
    try {
      Path folder =
          temporary
              ? Files.createTempDirectory("hsicflow-broker")
              : Files.createDirectories(settings.folder());
      format(folder, settings.secured());
      for (int attempt = 1; ; attempt++) {
        int port = settings.port() == 0 ? freePort() : settings.port();
        int securedPort = settings.secured() == null ? NO_PORT : freePort();
        KafkaRaftServer server =
            new KafkaRaftServer(config(settings, folder, port, securedPort), Time.SYSTEM);
        try {
          server.startup();
          return new EmbeddedBroker(server, folder, temporary, port, securedPort);
        } catch (RuntimeException e) {
          server.shutdown();
          server.awaitShutdown();
          if (!isBindFailure(e) || attempt == PORT_ATTEMPTS) {
            throw new IllegalStateException(
                "The embedded broker did not start on " + HOST + ":" + port + ": " + e.getMessage(),
                e);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded broker's folder could not be made.", e);
    }
  }

  /** Host and port, as clients take them. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /**
   * Host and port of the secured listener, as clients take them.
   *
   * @throws IllegalStateException where the settings have none
   */
  public String securedBootstrapServers() {
    if (securedPort == NO_PORT) {
      throw new IllegalStateException("This broker has no secured listener: set withSecured.");
    }
    return HOST + ":" + securedPort;
  }

  /** The port on the loopback interface. */
  public int port() {
    return port;
  }

  /** Where its data lies. */
  public Path folder() {
    return folder;
  }

  /** Makes a topic with Kafka's defaults. */
  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  /**
   * Makes a topic; returns when its partitions take records.
   *
   * @param properties of the topic, by Kafka's names
   * @throws IllegalStateException where the broker refuses, because it is there already for example
   */
  public void createTopic(String name, int partitions, Map<String, String> properties) {
    NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(properties);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(List.of(topic)).all().get();
      awaitLeaders(admin, name, partitions);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Topic " + name + " could not be made: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * Waits for the leaders of a new topic. Whoever leads a partition answers, once it does. A
   * producer that sends before may have its first records refused and the next ones taken; the
   * first then never fit their sequence (KAFKA-15591).
   */
  private static void awaitLeaders(Admin admin, String topic, int partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, partitions)
            .boxed()
            .collect(
                Collectors.toMap(
                    one -> new TopicPartition(topic, one), one -> OffsetSpec.latest()));
    long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
    while (true) {
      try {
        admin.listOffsets(ends).all().get();
        return;
      } catch (ExecutionException e) {
        // The controller makes a topic, the broker learns of it a moment later.
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
  }

  /** Stops the broker, leaves no thread behind, and deletes its folder where that was temporary. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    if (temporary) {
      deleteFolder();
    }
  }

  private void deleteFolder() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The embedded broker stopped, but its folder " + folder + " could not be deleted.", e);
    }
  }

  private static void format(Path folder, SecuredListener secured) throws IOException {
    Formatter formatter = new Formatter();
    formatter
        .setClusterId(CLUSTER)
        .setNodeId(NODE)
        .setIgnoreFormatted(true)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(folder.toString())
        .addDirectory(folder.toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setScramArguments(secured == null ? List.of() : scramUsers(secured))
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      formatter.run();
    } catch (FormatterException e) {
      throw new IllegalStateException(
          "The folder " + folder + " cannot hold the embedded broker's data: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The folder " + folder + " could not be formatted.", e);
    }
  }

  private static List<String> scramUsers(SecuredListener secured) {
    return secured.users().entrySet().stream()
        .map(
            user ->
                SecuredListener.MECHANISM
                    + "=[name="
                    + user.getKey()
                    + ",password="
                    + user.getValue()
                    + "]")
        .toList();
  }

  /** One node, one copy of everything, few threads; the limits stay Kafka's own. */
  private static KafkaConfig config(BrokerSettings settings, Path folder, int port, int securedPort)
      throws IOException {
    int controllerPort = freePort();
    Map<String, String> properties = new HashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(NODE));
    properties.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
    properties.put(
        "listeners",
        "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
    properties.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put("log.dirs", folder.toString());
    properties.put("auto.create.topics.enable", "false");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("controlled.shutdown.enable", "false");
    properties.put("log.cleaner.dedupe.buffer.size", "2097152");
    properties.put("background.threads", "1");
    properties.put("num.io.threads", "2");
    properties.put("num.network.threads", "1");
    if (settings.secured() != null) {
      addSecured(properties, settings.secured(), securedPort);
    }
    properties.putAll(settings.properties());
    return new KafkaConfig(properties);
  }

  private static void addSecured(
      Map<String, String> properties, SecuredListener secured, int port) {
    String address = "," + SecuredListener.NAME + "://" + HOST + ":" + port;
    properties.merge("listeners", address, String::concat);
    properties.merge("advertised.listeners", address, String::concat);
    properties.merge(
        "listener.security.protocol.map", "," + SecuredListener.NAME + ":SASL_SSL", String::concat);
    String prefix = "listener.name." + SecuredListener.NAME.toLowerCase(Locale.ROOT) + ".";
    properties.put("sasl.enabled.mechanisms", SecuredListener.MECHANISM);
    properties.put(
        prefix + SecuredListener.MECHANISM.toLowerCase(Locale.ROOT) + ".sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    properties.put(prefix + "ssl.keystore.location", secured.keystore().toString());
    properties.put(prefix + "ssl.keystore.type", "PKCS12");
    properties.put(prefix + "ssl.keystore.password", secured.keystorePassword());
    properties.put(prefix + "ssl.key.password", secured.keystorePassword());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private static boolean isBindFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }
}
