package io.hsicflow.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.tests.cli.CommandProcess;
import io.hsicflow.tests.line.ProbeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial's commands, in its order, with its settings but for a smaller learner and another
 * broker.
 */
class TutorialITCase {
  private static final Page TUTORIAL = Page.of("docs/tutorial.md");
  private static final String SETTINGS = "garments.yaml";
  private static final String LAST_SNAPSHOT = "step-6-";
  private static final Pattern JOB = Pattern.compile("Job garments \\((\\w+)\\) runs\\.");

  /** A learner of six steps within seconds; the rest is the page's. */
  private static final Map<String, String> SMALL =
      Map.of(
          "learner.width", "8",
          "learner.size", "16",
          "learner.batch", "8",
          "learner.hidden", "32",
          "learner.steps", "6",
          "learner.warmup-steps", "2",
          "snapshot.every-steps", "3");

  @TempDir private Path folder;

  @Test
  void everyCommandOfTheTutorialWorksInItsOrder() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      writePictures();
      writeSettings(broker.bootstrapServers());

      for (WrittenCommand command : commands()) {
        follow(command);
      }
    }

    assertThat(
            Stream.of(
                "views.png",
                "crops.png",
                "garments/report.html",
                "embeddings.safetensors",
                "similar.png",
                "encoder.safetensors"))
        .allSatisfy(file -> assertThat(folder.resolve(file)).isNotEmptyFile());
  }

  /** The layout that the page asks for. */
  private void writePictures() throws IOException {
    Path pictures = ProbeFolder.fill(folder.resolve("pictures"));
    Files.move(pictures.resolve("train/red"), pictures.resolve("train/bag"));
    Files.move(pictures.resolve("test/red"), pictures.resolve("test/bag"));
    Files.move(pictures.resolve("test/bag/8.png"), pictures.resolve("test/bag/1.png"));
  }

  private void writeSettings(String brokers) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    block(SETTINGS)
        .text()
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.replaceAll(" +#.*", "").split(": ", 2))
        .forEach(setting -> settings.put(setting[0], setting[1]));
    assertThat(settings).containsKeys(SMALL.keySet().toArray(new String[0]));
    settings.putAll(SMALL);
    settings.put("kafka.bootstrap.servers", brokers);
    settings.put("execution.checkpointing.interval", "1 s"); // says that all tasks run
    Files.writeString(
        folder.resolve(SETTINGS),
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + ": " + setting.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  private static Page.Block block(String name) {
    return blocks(name).findFirst().orElseThrow();
  }

  private static Stream<Page.Block> blocks(String name) {
    return TUTORIAL.blocks().stream()
        .filter(
            block ->
                block.mark().filter(Page.Mark::tested).map(Page.Mark::words).stream()
                    .anyMatch(name::equals));
  }

  private static List<WrittenCommand> commands() {
    return blocks(TutorialITCase.class.getSimpleName())
        .flatMap(block -> WrittenCommand.of(TUTORIAL.name(), block).stream())
        .toList();
  }

  private void follow(WrittenCommand command) throws Exception {
    String[] words = command.words().toArray(new String[0]);
    if (words[0].equals("run")) {
      runUntilTrained(words);
      return;
    }
    try (CommandProcess process = CommandProcess.start(folder, words)) {
      int exitCode = process.exitCode();
      assertThat(exitCode)
          .as("%s%n%s", command.text(), process.output())
          .isEqualTo(words[0].equals("doctor") ? 1 : 0); // as the page says: no topics yet
    }
  }

  private void runUntilTrained(String... words) throws Exception {
    String[] withFreePort =
        Stream.concat(Stream.of(words), Stream.of("--ui-port", "0")).toArray(String[]::new);
    try (CommandProcess run = CommandProcess.start(folder, withFreePort)) {
      run.awaitLine("Ctrl-C stops it with a savepoint.");
      run.awaitFile(folder.resolve("garments/snapshots"), LAST_SNAPSHOT);
      run.awaitFile(checkpoints(run), "chk-");
      run.signal();
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output()).contains("--resume latest");
    }
  }

  private Path checkpoints(CommandProcess run) {
    Matcher job = JOB.matcher(run.output());
    assertThat(job.find()).as(run.output()).isTrue();
    return folder.resolve("garments/checkpoints").resolve(job.group(1));
  }
}
