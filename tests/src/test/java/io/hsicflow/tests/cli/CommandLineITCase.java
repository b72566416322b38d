package io.hsicflow.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From empty brokers to embeddings by the commands that the README shows. */
class CommandLineITCase {
  private static final int PICTURES = 40;

  @TempDir private Path folder;
  private EmbeddedBroker broker;

  @BeforeEach
  void writeSettings() throws IOException {
    broker = EmbeddedBroker.start();
    Files.writeString(
        folder.resolve("line.yaml"),
        """
            job:
              name: line
              roles: train, embed
            kafka.bootstrap.servers: %s
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
            snapshot.every-steps: 2
            embed.poll: 100 ms
            topics.image-partitions: 1
            # Only savepoints: a job that stands still is to log nothing.
            execution.checkpointing.interval: 1 h
            """
            .formatted(broker.bootstrapServers()));
    for (int number = 0; number < PICTURES; number++) {
      BufferedImage picture = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
      for (int pixel = 0; pixel < 400; pixel++) {
        picture.setRGB(pixel % 20, pixel / 20, pixel * (number + 3) * 0x010203);
      }
      Path file = folder.resolve("pictures/kind-" + number % 2 + "/" + number + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(picture, "png", file.toFile());
    }
  }

  @AfterEach
  void stopTheBroker() {
    broker.close();
  }

  @Test
  void topicsAreMadeFilledTrainedOnAndEmbeddedAndASignalSavesTheJob() throws Exception {
    checkTopics();
    produce();
    String savepoint = runUntilSignal();
    refuseToStartOver();
    goOnFrom(savepoint);
    tailEmbeddings();
  }

  private void checkTopics() throws Exception {
    assertThat(done(1, "topics", "check", "--config", "line.yaml"))
        .contains("Topic images (images) does not exist. Run: ./hsicflow topics create");
    assertThat(done(1, "run", "--config", "line.yaml", "--ui-port", "0"))
        .contains("These topics do not exist: images (images)", "./hsicflow topics create");
    assertThat(done(0, "topics", "create", "--config", "line.yaml"))
        .contains("images (images): made with 1 partition")
        .contains("snapshots (snapshots): made");
    assertThat(done(0, "topics", "check", "--config", "line.yaml")).contains("as they should be");
  }

  private void produce() throws Exception {
    assertThat(
            done(0, "produce", "--config", "line.yaml", "--data", "pictures", "--topic", "images"))
        .contains(PICTURES + " of " + PICTURES + " images delivered");
  }

  private String runUntilSignal() throws Exception {
    try (CommandProcess run = start("run", "--config", "line.yaml", "--ui-port", "0")) {
      run.awaitLine("Dashboard: http://");
      awaitSnapshot(run, "step-4-");
      run.signal();
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output()).contains("Stops with a savepoint", "--resume latest");
      return run.output().replaceAll("(?s).*Savepoint: (\\S+).*", "$1");
    }
  }

  private void refuseToStartOver() throws Exception {
    assertThat(done(1, "run", "--config", "line.yaml", "--ui-port", "0"))
        .contains("is not empty", "--resume latest", "--resume none")
        .doesNotContain("\tat ");
  }

  private void goOnFrom(String savepoint) throws Exception {
    produce();
    try (CommandProcess run =
        start("run", "--config", "line.yaml", "--ui-port", "0", "--resume", "latest")) {
      run.awaitLine("Goes on from " + savepoint);
      awaitSnapshot(run, "step-10-");
      run.signal();
      assertThat(run.exitCode()).as(run.output()).isZero();
    }
    assertThat(snapshots()).hasSize(5);
    assertThat(deadLetters()).isEmpty();
  }

  private void tailEmbeddings() throws Exception {
    assertThat(done(0, "tail", "embeddings", "--config", "line.yaml", "--no-follow", "-n", "3"))
        .hasLineCount(3)
        .contains("kind-");
  }

  /** Waits until the store has a snapshot of that name; the store says so by its folder. */
  private void awaitSnapshot(CommandProcess run, String prefix) throws Exception {
    try {
      run.awaitFile(folder.resolve("hsicflow-state/snapshots"), prefix);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\nThe dead letters:\n" + deadLetters(), e);
    }
  }

  private String deadLetters() throws Exception {
    return done(0, "tail", "dead-letters", "--config", "line.yaml", "--no-follow", "-n", "-1");
  }

  private List<Path> snapshots() throws IOException {
    List<Path> found = new ArrayList<>();
    try (var files =
        Files.newDirectoryStream(folder.resolve("hsicflow-state/snapshots"), "*.safetensors")) {
      files.forEach(found::add);
    }
    return found;
  }

  private CommandProcess start(String... arguments) throws IOException {
    return CommandProcess.start(folder, arguments);
  }

  private String done(int exitCode, String... arguments) throws Exception {
    try (CommandProcess command = start(arguments)) {
      assertThat(command.exitCode()).as(command.output()).isEqualTo(exitCode);
      return command.output();
    }
  }
}
