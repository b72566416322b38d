package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.json.JsonReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReplayCommandITCase {
  private static final int IMAGES = 100;
  private static final int SIDE = 16;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void aFullBufferInRocksDbIsDrawnFromCheckpointedAndRestored() throws Exception {
    assertThat(run("--json", "--folder", folder.toString())).as(err.toString()).isZero();

    Map<?, ?> json = JsonReader.parseObject(out.toString());
    assertThat(json.get("backend")).isEqualTo("rocksdb");
    assertThat(json.get("pixel_bytes")).isEqualTo((long) IMAGES * 3 * SIDE * SIDE);
    assertThat(number(json, "filling_images_s")).isPositive();
    // Draws that find no image for their step are few.
    assertThat(number(json, "full_out_images_s") / number(json, "full_in_images_s"))
        .isBetween(2.5, 3.1);
    assertThat(number(json, "checkpoint1_state_bytes"))
        .isGreaterThan(IMAGES * 3.0 * SIDE * SIDE / 2);
    assertThat(number(json, "checkpoint2_written_bytes"))
        .isBetween(1.0, number(json, "checkpoint2_state_bytes"));
    assertThat(number(json, "disk_bytes")).isPositive();
    assertThat(number(json, "heap_bytes")).isPositive();
    assertThat(number(json, "restore_s")).isPositive();
    assertThat(err.toString()).contains("100 of 100 images are held.");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void theTextGivesRatesMemoryCheckpointsAndRestore() {
    assertThat(run("--backend", "hashmap", "--held", "encoded", "--policy", "min-redundancy"))
        .as(err.toString())
        .isZero();

    assertThat(out.toString())
        .contains(
            "Replay min-redundancy of 100 images, encoded, of 16 x 16",
            "in hashmap",
            "Filling: ",
            "of heap in use",
            "Checkpoint: state ",
            "Restore: ")
        // Files of such small images are larger than their pixels, and all are held all the same.
        .containsPattern("places/s out \\((2\\.[5-9]|3\\.0)\\d* for each fresh one\\)");
  }

  @Test
  void whatCannotBeTimedIsRefusedWithASentence() {
    assertRefused(
        "--policy is repeat; give fifo or reservoir or min-redundancy.", "--policy", "repeat");
    assertRefused("--held is small; give decoded or encoded.", "--held", "small");
    assertRefused("--backend is disk; give rocksdb or hashmap.", "--backend", "disk");
    String nowhere = folder.resolve("nowhere").toString();
    assertRefused("--folder is " + nowhere + ", which is no folder", "--folder", nowhere);
  }

  private void assertRefused(String why, String... arguments) {
    assertThat(run(arguments)).isEqualTo(1);
    assertThat(err.toString()).contains(why);
  }

  private static double number(Map<?, ?> json, String key) {
    return ((Number) json.get(key)).doubleValue();
  }

  private int run(String... further) {
    List<String> arguments = new ArrayList<>(List.of("bench", "replay"));
    arguments.addAll(List.of("--images", String.valueOf(IMAGES), "--size", String.valueOf(SIDE)));
    arguments.addAll(List.of("--more", "1000", "--places", "3", "-Dlearner.batch=8"));
    arguments.addAll(List.of(further));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
