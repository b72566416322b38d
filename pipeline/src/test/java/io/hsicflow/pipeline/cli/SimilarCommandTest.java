package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.learner.Encoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimilarCommandTest {
  private static final int IMAGES = 9;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private TinySnapshot tiny;
  private Path data;
  private Path query;

  @BeforeEach
  void publish() throws IOException {
    tiny = TinySnapshot.publish(folder.resolve("snapshots"));
    data = folder.resolve("data");
    query = folder.resolve("query.png");
    TinySnapshot.picture(query, 4);
    for (int i = 0; i < IMAGES; i++) {
      TinySnapshot.picture(data.resolve("class-" + i % 2).resolve(i + ".png"), i);
    }
  }

  @Test
  void theNearestAreThoseOfTheLargestCosine() throws IOException {
    assertThat(similar("--data", data.toString(), "--count", "4", "--json", "-Dembed.batch=2"))
        .as(err.toString())
        .isZero();

    Map<String, Object> printed = JsonReader.parseObject(out.toString());
    assertThat(printed)
        .containsEntry("query", query.toString())
        .containsEntry("snapshot_step", 0L)
        .containsEntry("snapshot_digest", tiny.digest())
        .containsEntry("searched", (long) IMAGES)
        .containsEntry("refused", 0L);
    Map<String, Double> expected = cosines();
    List<String> nearest =
        expected.keySet().stream()
            .sorted(Comparator.comparing(expected::get).reversed())
            .limit(4)
            .toList();
    List<?> matches = (List<?>) printed.get("similar");
    assertThat(matches).hasSize(4);
    for (int i = 0; i < 4; i++) {
      Map<?, ?> match = (Map<?, ?>) matches.get(i);
      assertThat(match.get("id")).isEqualTo(nearest.get(i));
      assertThat(match.get("label")).isEqualTo(nearest.get(i).substring(0, 7));
      assertThat((Double) match.get("similarity"))
          .isEqualTo(expected.get(nearest.get(i)), within(1e-5));
    }
    assertThat(nearest.get(0)).isEqualTo("class-0/4.png");
  }

  /** By id, each image embedded alone and the cosine taken in double precision. */
  private Map<String, Double> cosines() throws IOException {
    Map<String, Double> cosines = new LinkedHashMap<>();
    try (Backend backend = Backends.open("auto", Precision.FLOAT32, 1);
        Encoder encoder = Encoder.load(backend, tiny.snapshot())) {
      float[] wanted = encoder.embed(TinySnapshot.pixels(query), 1);
      for (int i = 0; i < IMAGES; i++) {
        String id = "class-" + i % 2 + "/" + i + ".png";
        float[] other = encoder.embed(TinySnapshot.pixels(data.resolve(id)), 1);
        cosines.put(id, dot(wanted, other) / Math.sqrt(dot(wanted, wanted) * dot(other, other)));
      }
    }
    return cosines;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Test
  void aFileOfEmbeddingsGivesTheSame() throws IOException {
    assertThat(similar("--data", data.toString())).as(err.toString()).isZero();
    String ofData = out.toString();
    out.getBuffer().setLength(0);
    assertThat(similar("--embeddings", embedded().toString())).as(err.toString()).isZero();

    assertThat(out.toString()).isEqualTo(ofData);
    assertThat(ofData).contains("1.0000", "class-0/4.png", "9 images were searched.");
    assertThat(ofData.lines()).hasSize(1 + IMAGES + 1);
  }

  @Test
  void theSheetShowsTheQueryAndItsLike() throws IOException {
    Path sheet = folder.resolve("sheet.png");

    assertThat(similar("--data", data.toString(), "--count", "6", "--sheet", sheet.toString()))
        .as(err.toString())
        .isZero();

    BufferedImage drawn = ImageIO.read(sheet.toFile());
    BufferedImage picture = ImageIO.read(query.toFile());
    // The query and, right of it, the same picture as the nearest, each pixel eight times as large.
    int times = 128 / TinySnapshot.SIZE;
    for (int left : new int[] {20, 20 + 128 + 15}) {
      for (int i = 0; i < TinySnapshot.SIZE; i++) {
        assertThat(drawn.getRGB(left + i * times, 20 + i * times)).isEqualTo(picture.getRGB(i, i));
      }
    }
    assertThat(drawn.getWidth()).isEqualTo(2 * 20 + 6 * 128 + 5 * 15);
    assertThat(drawn.getHeight()).isGreaterThan(2 * 128);
  }

  @Test
  void aSheetNeedsPicturesAndAPng() {
    assertThat(similar("--embeddings", embedded().toString(), "--sheet", folder + "/sheet.png"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("a file of embeddings has no pictures");
    assertThat(similar("--data", data.toString(), "--sheet", folder + "/sheet.jpg"))
        .isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("--sheet is ", "ends in .png");
  }

  @Test
  void embeddingsOfAnotherSnapshotAreRefused() throws IOException {
    Path embeddings = embedded();
    TinySnapshot.publish(folder.resolve("snapshots"), 2);

    assertThat(similar("--embeddings", embeddings.toString())).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("was made by the snapshot " + tiny.digest());
  }

  @Test
  void otherFilesAreNoEmbeddings() throws IOException {
    Path snapshot;
    try (var files = Files.newDirectoryStream(folder.resolve("snapshots"), "*.safetensors")) {
      snapshot = files.iterator().next();
    }
    for (Path file : List.of(snapshot, query)) {
      assertThat(similar("--embeddings", file.toString())).isEqualTo(Hsicflow.FAILED);
      assertThat(err.toString()).contains(file + " is no safetensors file of 'hsicflow embed'");
    }
    assertThat(similar("--embeddings", folder.resolve("none").toString()))
        .isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("There is no file");
  }

  @Test
  void refusedImagesAreSaidBesideTheResult() throws IOException {
    Files.writeString(data.resolve("broken.png"), "no picture");

    assertThat(similar("--data", data.toString(), "--json")).isEqualTo(Hsicflow.INCOMPLETE);

    assertThat(JsonReader.parseObject(out.toString()))
        .containsEntry("refused", 1L)
        .containsEntry("searched", (long) IMAGES);
    assertThat(err.toString()).contains("1 images were refused", "broken.png (unknown-format)");
  }

  @Test
  void aQueryThatIsNoPictureIsNamed() throws IOException {
    Files.writeString(query, "no picture");
    assertThat(similar("--data", data.toString())).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("The image " + query + " cannot be embedded. ");

    query = data;
    assertThat(similar("--data", data.toString())).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("must be one image file");
  }

  @Test
  void somethingToSearchAndACountAreNeeded() {
    assertThat(similar()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(similar("--data", data.toString(), "--count", "0")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("--count is 0");
  }

  private Path embedded() {
    Path file = folder.resolve("embeddings.safetensors");
    assertThat(
            run(
                "embed",
                "--snapshot",
                "newest",
                "-Dsnapshot.folder=" + folder.resolve("snapshots"),
                "--data",
                data.toString(),
                "--out",
                file.toString()))
        .isZero();
    out.getBuffer().setLength(0);
    return file;
  }

  private int similar(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "similar",
                "--snapshot",
                "newest",
                "-Dsnapshot.folder=" + folder.resolve("snapshots"),
                "--query",
                query.toString()));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
