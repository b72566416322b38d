package io.hsicflow.operators.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotEvaluationsTest {

  private static final String STEM = "step-10-0123456789ab";
  private static final SnapshotEvaluation KNN =
      new SnapshotEvaluation("knn", 1_700_000_000_000L, 500, Map.of("top1", 0.5, "top5", 1.0));
  private static final SnapshotEvaluation RANKME =
      new SnapshotEvaluation("rankme", 1_700_000_000_001L, 600, Map.of("rank", 12.25));

  @TempDir Path folder;
  private Path snapshot;
  private Path file;
  private SnapshotEvaluations evaluations;

  @BeforeEach
  void open() throws IOException {
    file = folder.resolve(STEM + ".evaluations.json");
    snapshot = Files.createFile(folder.resolve(STEM + ".safetensors"));
    evaluations = SnapshotEvaluations.of(SnapshotFile.at(snapshot.toString()));
  }

  @Test
  void whatWasPutReadsBackEqualInItsOrder() throws Exception {
    evaluations.put(List.of(RANKME, KNN));

    assertThat(evaluations.read()).containsExactly(RANKME, KNN);
    assertThat(evaluations.location()).endsWith(STEM + ".evaluations.json");
  }

  @Test
  void theFileIsAListOfObjectsThatOtherProgramsCanRead() throws Exception {
    evaluations.put(List.of(RANKME));

    assertThat(Files.readString(file))
        .isEqualTo(
            "[{\"name\":\"rankme\",\"evaluatedAt\":1700000000001,\"images\":600,\"metrics\":{\"rank\":12.25}}]\n");
  }

  @Test
  void aLaterEvaluationOfTheSameNameTakesTheOldOnesPlace() throws Exception {
    evaluations.put(List.of(KNN, RANKME));
    SnapshotEvaluation later =
        new SnapshotEvaluation("knn", 1_800_000_000_000L, 500, Map.of("top1", 0.75));

    evaluations.put(List.of(later));

    assertThat(evaluations.read()).containsExactly(later, RANKME);
  }

  @Test
  void aResultThatIsNoNumberIsNullInTheFileAndNotANumberAgain() throws Exception {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("alignment", Double.NaN);
    metrics.put("uniformity", Double.NEGATIVE_INFINITY);
    evaluations.put(List.of(new SnapshotEvaluation("space", 1, 2, metrics)));

    assertThat(Files.readString(file)).contains("{\"alignment\":null,\"uniformity\":null}");
    assertThat(evaluations.read().get(0).metrics())
        .containsExactly(Map.entry("alignment", Double.NaN), Map.entry("uniformity", Double.NaN));
  }

  @Test
  void thereAreNoneBeforeTheFirst() throws Exception {
    assertThat(evaluations.read()).isEmpty();
    assertThat(
            SnapshotEvaluations.of(
                    SnapshotFile.at(folder.resolve("none").resolve("a.safetensors").toString()))
                .read())
        .isEmpty();
  }

  @Test
  void nothingIsKeptOfASnapshotThatIsGone() throws Exception {
    assertThat(evaluations.put(List.of(KNN))).isTrue();
    Files.delete(file);
    Files.delete(snapshot);

    assertThat(evaluations.put(List.of(KNN))).isFalse();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void onlyTheCompleteFileIsVisible() throws Exception {
    evaluations.put(List.of(KNN));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, snapshot);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[{",
        "{}",
        "7",
        "[7]",
        "[{\"name\":\"knn\",\"evaluatedAt\":1,\"metrics\":{}}]",
        "[{\"name\":\"knn\",\"evaluatedAt\":1.5,\"images\":1,\"metrics\":{}}]",
        "[{\"name\":\"knn\",\"evaluatedAt\":1,\"images\":1,\"metrics\":{\"top1\":\"high\"}}]"
      })
  void aDamagedFileIsNamedAndNotWrittenOver(String text) throws Exception {
    Files.writeString(file, text);

    assertThatThrownBy(() -> evaluations.read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(STEM + ".evaluations.json is damaged")
        .hasMessageContaining("Delete it");
    assertThatThrownBy(() -> evaluations.put(List.of(KNN))).isInstanceOf(IOException.class);
    assertThat(Files.readString(file)).isEqualTo(text);
  }
}
