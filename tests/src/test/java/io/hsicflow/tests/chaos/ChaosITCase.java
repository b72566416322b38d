package io.hsicflow.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hsicflow.tests.cli.CommandProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real broker and a standalone Flink, parts of which are killed as {@code kill -9} does. */
class ChaosITCase {
  private static final Duration GONE_WITHIN = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void nothingIsLostDoubledOrChangedWhenOneOfEachKindIsKilled() throws Exception {
    JsonNode report = chaos(3, "min-redundancy");

    assertWhole(report, 3);
    assertThat(report.get("replay").asText()).isEqualTo("min-redundancy");
    // A few at the start had nothing to replay; all others are followed by a replayed image.
    assertThat(report.get("places_replayed").asDouble() / report.get("places").asDouble())
        .isBetween(0.49, 0.5);
  }

  @Test
  @Tag("slow")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void nothingIsLostDoubledOrChangedByAHundredKills() throws Exception {
    assertWhole(chaos(100, "none"), 100);
  }

  @Test
  void everyProcessEndsWhenItIsInterrupted() throws Exception {
    try (CommandProcess command = CommandProcess.start(folder, "chaos", "--kills", "1")) {
      command.awaitLine("without kills");
      Path place = placeOf(command);
      assertThat(processesOf(place)).hasSizeGreaterThanOrEqualTo(5);

      command.signal();

      command.exitCode();
      assertEnded(place);
      delete(place);
    }
  }

  private static void assertWhole(JsonNode report, int kills) {
    assertThat(report.get("good").asBoolean()).as(report.toPrettyString()).isTrue();
    assertThat(report.get("lost").asLong()).isZero();
    assertThat(report.get("doubled").asLong()).isZero();
    assertThat(report.get("sequence_equal").asBoolean()).isTrue();
    assertThat(report.get("state_equal").asBoolean()).isTrue();
    assertThat(report.get("snapshots_equal").asBoolean()).isTrue();
    assertThat(report.get("kills").asInt()).isEqualTo(kills);
    for (String kind : new String[] {"task_manager", "job_manager", "broker"}) {
      assertThat(report.get("kills_" + kind).asInt()).isPositive();
      assertThat(report.get("recovery_" + kind + "_worst_s").asDouble()).isPositive();
    }
    // A kill that makes the job repeat nothing has hit nothing.
    assertThat(report.get("places_repeated").asLong()).isPositive();
    assertThat(report.get("places_moved").asLong()).isZero();
  }

  private JsonNode chaos(int kills, String replay) throws Exception {
    try (CommandProcess command =
        CommandProcess.start(
            folder,
            "chaos",
            "--kills",
            String.valueOf(kills),
            "--seed",
            "1",
            "--replay",
            replay,
            "--json")) {
      int exitCode = command.exitCode();
      assertThat(exitCode).as(command.output()).isZero();
      Path place = placeOf(command);
      assertThat(place).doesNotExist();
      assertEnded(place);
      return new ObjectMapper().readTree(command.output().replaceAll("(?s).*\n", ""));
    }
  }

  /** Where it says that it does everything. */
  private static Path placeOf(CommandProcess command) {
    return Path.of(command.output().replaceAll("(?s).*two TaskManagers in (\\S+).*", "$1"));
  }

  /** A process that was killed is gone a moment later. */
  private static void assertEnded(Path place) {
    long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
    while (!processesOf(place).isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(GONE_WITHIN.toNanos() / 100);
    }
    assertThat(processesOf(place)).isEmpty();
  }

  private static void delete(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<String> processesOf(Path place) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(place.toString()))
        .toList();
  }
}
