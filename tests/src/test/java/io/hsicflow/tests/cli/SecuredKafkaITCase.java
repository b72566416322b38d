package io.hsicflow.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.BrokerSettings;
import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.broker.SecuredListener;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka over TLS with SCRAM-SHA-512, and no word of the password in anything that is written. */
class SecuredKafkaITCase {
  private static final String PASSWORD = "tr0ub4dor-and-3";
  private static final String TYPED = "c0rrect-horse";
  private static final int PICTURES = 24;

  @TempDir private Path folder;
  private final List<String> outputs = new ArrayList<>();
  private EmbeddedBroker broker;

  @BeforeEach
  void startTheBroker() throws Exception {
    BrokerCertificate certificate = BrokerCertificate.make(folder, "keystore-secret");
    broker =
        EmbeddedBroker.start(
            BrokerSettings.defaults()
                .withSecured(
                    new SecuredListener(
                        certificate.keystore(), "keystore-secret", Map.of("belt", PASSWORD))));
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Files.writeString(
        folder.resolve("line.yaml"),
        """
            job.name: secured
            kafka:
              bootstrap.servers: %s
              security.protocol: SASL_SSL
              sasl.mechanism: SCRAM-SHA-512
              sasl.jaas.config: org.apache.kafka.common.security.scram.ScramLoginModule required
                username="belt" password="${file:password}";
              ssl.truststore.type: PEM
              ssl.truststore.location: broker.pem
            learner:
              depth: 18
              width: 8
              size: 16
              stem: cifar
              hidden: 32
              output: 16
              batch: 8
              threads: 1
            loss.frequencies: 32
            snapshot.every-steps: 1
            embed.poll: 100 ms
            embeddings.delivery: exactly-once
            topics.image-partitions: 1
            execution.checkpointing.interval: 1 s
            """
            .formatted(broker.securedBootstrapServers()));
    for (int number = 0; number < PICTURES; number++) {
      BufferedImage picture = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
      for (int pixel = 0; pixel < 400; pixel++) {
        picture.setRGB(pixel % 20, pixel / 20, pixel * (number + 3) * 0x010203);
      }
      Path file = Files.createDirectories(folder.resolve("pictures")).resolve(number + ".png");
      ImageIO.write(picture, "png", file.toFile());
    }
  }

  @AfterEach
  void stopTheBroker() {
    broker.close();
  }

  @Test
  void everyCommandAndTheJobGoThroughTlsAndScramAndNoneTellsThePassword() throws Exception {
    assertThat(done(0, "topics", "create")).contains("images (images): made");
    assertThat(done(0, "produce", "--data", "pictures", "--topic", "images"))
        .contains(PICTURES + " of " + PICTURES + " images delivered");
    List<String> pages = runAndLookAtTheDashboard();
    assertThat(done(0, "tail", "embeddings", "--no-follow", "-n", "-1"))
        .contains("embedding 0.png");
    assertThat(done(0, "dead-letters", "list")).contains("0 dead letters.");

    String log = Files.readString(folder.resolve("logs/hsicflow.log"));
    assertThat(log).contains("kafka.sasl.jaas.config = ******");
    assertThat(List.of(String.join("\n", outputs), String.join("\n", pages), log))
        .allSatisfy(text -> assertThat(text).doesNotContain(PASSWORD));
  }

  @Test
  void aWrongPasswordIsSaidAtOnceAndNotRepeated() throws Exception {
    String wrong =
        "-Dkafka.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"belt\" password=\""
            + TYPED
            + "\";";
    for (String command : List.of("topics check", "run --ui-port 0", "tail images")) {
      List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
      arguments.add(wrong);
      arguments.add("--debug");
      long start = System.nanoTime();
      assertThat(done(1, arguments.toArray(new String[0])))
          .contains("could not list the topics of " + broker.securedBootstrapServers())
          .contains("invalid credentials with SASL mechanism SCRAM-SHA-512")
          .contains("check user and password in kafka.sasl.jaas.config")
          .doesNotContain(TYPED, PASSWORD);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
    }
  }

  private List<String> runAndLookAtTheDashboard() throws Exception {
    List<String> pages = new ArrayList<>();
    try (CommandProcess run = start("run", "--ui-port", "0")) {
      run.awaitLine("Dashboard: http://");
      run.awaitFile(folder.resolve("hsicflow-state/snapshots"), "step-3-");
      URI dashboard = URI.create(run.output().replaceAll("(?s).*Dashboard: (\\S+).*", "$1"));
      String job = "/jobs/" + run.output().replaceAll("(?s).*Job secured \\((\\w+)\\).*", "$1");
      assertThat(page(dashboard, "/jobmanager/config", pages)).contains("rest.bind-address");
      assertThat(page(dashboard, job + "/config", pages)).contains("secured");
      assertThat(page(dashboard, job + "/plan", pages)).contains("trainer");
      for (String path :
          List.of(
              "/config",
              "/jobmanager/environment",
              "/jobmanager/log",
              "/jobmanager/stdout",
              "/taskmanagers",
              job,
              job + "/exceptions",
              job + "/checkpoints",
              job + "/checkpoints/config",
              job + "/jobmanager/config",
              job + "/jobmanager/environment",
              job + "/accumulators?includeSerializedValue=true")) {
        page(dashboard, path, pages);
      }
      awaitEmbeddings();
      run.signal();
      assertThat(run.exitCode()).as(run.output()).isZero();
      outputs.add(run.output());
    }
    return pages;
  }

  private void awaitEmbeddings() throws Exception {
    try (CommandProcess tail = start("tail", "embeddings", "-n", "-1")) {
      for (int number = 0; number < PICTURES; number++) {
        tail.awaitLine("embedding " + number + ".png");
      }
    }
  }

  private static String page(URI dashboard, String path, List<String> pages)
      throws IOException, InterruptedException {
    String body =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(dashboard.resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    pages.add(body);
    return body;
  }

  private CommandProcess start(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--config");
    all.add("line.yaml");
    return CommandProcess.start(folder, all.toArray(new String[0]));
  }

  private String done(int exitCode, String... arguments) throws Exception {
    try (CommandProcess command = start(arguments)) {
      assertThat(command.exitCode()).as(command.output()).isEqualTo(exitCode);
      outputs.add(command.output());
      return command.output();
    }
  }
}
