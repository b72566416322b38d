package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.operators.embedder.EmbedOptions;
import io.hsicflow.pipeline.embed.DataSetImages;
import io.hsicflow.pipeline.embed.EmbeddingPass;
import io.hsicflow.pipeline.embed.EmbeddingReport;
import io.hsicflow.pipeline.embed.EmbeddingsFile;
import io.hsicflow.pipeline.embed.ImageSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private TinySnapshot tiny;
  private Path data;
  private String snapshot = "newest";

  @BeforeEach
  void publish() throws IOException {
    tiny = TinySnapshot.publish(folder.resolve("snapshots"));
    data = Files.createDirectories(folder.resolve("data"));
    for (String name : List.of("test/cat/b.png", "train/cat/a.png", "train/dog, \"big\"/c.png")) {
      TinySnapshot.picture(data.resolve(name), name.hashCode());
    }
  }

  @Test
  void everyImageOfAFolderIsEmbeddedInItsOrder() throws IOException {
    assertThat(embed("out.safetensors")).as(err.toString()).isZero();

    Safetensors file = read("out.safetensors");
    assertThat(file.tensor("images").bytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            """
            {"id":"test/cat/b.png","label":"cat","split":"test"}
            {"id":"train/cat/a.png","label":"cat","split":"train"}
            {"id":"train/dog, \\"big\\"/c.png","label":"dog, \\"big\\"","split":"train"}
            """);
    assertThat(file.tensor("embeddings").shape()).containsExactly(3, tiny.dimension());
    float[] expected = embeddedOneByOne();
    float[] written = file.tensor("embeddings").toFloats();
    assertThat(written).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(written[i]).isEqualTo(expected[i], within(1e-5f));
    }
    assertThat(file.metadata())
        .containsEntry("snapshot_digest", tiny.digest())
        .containsEntry("snapshot_step", "0")
        .containsEntry("preprocessing", "whole")
        .containsEntry("data", data.toString());
    assertThat(out.toString()).contains("3 of 3 images read", "3 embeddings", tiny.digest());
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("data", "out.safetensors", "snapshots");
  }

  /** Another way to the same numbers: pictures already have the input's size. */
  private float[] embeddedOneByOne() throws IOException {
    float[] all = new float[3 * tiny.dimension()];
    try (Backend backend = Backends.open("auto", Precision.FLOAT32, 1);
        Encoder encoder = Encoder.load(backend, tiny.snapshot())) {
      int at = 0;
      for (String name : List.of("test/cat/b.png", "train/cat/a.png", "train/dog, \"big\"/c.png")) {
        float[] one = encoder.embed(TinySnapshot.pixels(data.resolve(name)), 1);
        System.arraycopy(one, 0, all, at, one.length);
        at += one.length;
      }
    }
    return all;
  }

  @Test
  void csvHoldsTheSameNumbersAndQuotesWhatHasToBe() throws IOException {
    assertThat(embed("out.safetensors")).isZero();
    assertThat(embed("out.csv")).as(err.toString()).isZero();

    String text = Files.readString(folder.resolve("out.csv"));
    String[] lines = text.split("\r\n", -1);
    assertThat(lines).hasSize(5).endsWith("");
    assertThat(lines[0])
        .startsWith("id,label,split,snapshot_digest,e0,e1,")
        .endsWith(",e" + (tiny.dimension() - 1));
    assertThat(lines[1]).startsWith("test/cat/b.png,cat,test," + tiny.digest() + ",");
    assertThat(lines[3])
        .startsWith(
            "\"train/dog, \"\"big\"\"/c.png\",\"dog, \"\"big\"\"\",train," + tiny.digest() + ",");
    float[] numbers = read("out.safetensors").tensor("embeddings").toFloats();
    String[] cells = lines[2].split(",");
    assertThat(cells).hasSize(4 + tiny.dimension());
    for (int i = 0; i < tiny.dimension(); i++) {
      assertThat(Float.parseFloat(cells[4 + i])).isEqualTo(numbers[tiny.dimension() + i]);
    }
  }

  @Test
  void imagesAreTheSameInBatchesOfAnySize() throws IOException {
    assertThat(embed("one.csv")).isZero();
    assertThat(embed("two.csv", "-Dembed.batch=2")).isZero();

    assertThat(Files.readString(folder.resolve("two.csv")).lines().map(EmbedCommandTest::facts))
        .containsExactlyElementsOf(
            Files.readString(folder.resolve("one.csv"))
                .lines()
                .map(EmbedCommandTest::facts)
                .toList());
  }

  private static String facts(String line) {
    return line.substring(0, line.lastIndexOf(".png") + 1);
  }

  @Test
  void refusedImagesAreCountedAndNamedAndTheOthersWritten() throws IOException {
    Files.writeString(data.resolve("train/cat/broken.png"), "no picture");
    Files.writeString(data.resolve("readme.txt"), "no image by its name");

    assertThat(embed("out.csv")).isEqualTo(Hsicflow.INCOMPLETE);

    assertThat(out.toString())
        .contains("1 images were refused", "train/cat/broken.png (unknown-format): ")
        .contains("1 files were passed over", "3 embeddings");
    assertThat(Files.readAllLines(folder.resolve("out.csv"))).hasSize(4);
  }

  @Test
  void theGatesLimitsHold() throws IOException {
    TinySnapshot.picture(data.resolve("large.png"), 40, 1);

    assertThat(embed("out.csv", "-Dgate.max-side=32")).isEqualTo(Hsicflow.INCOMPLETE);

    assertThat(out.toString()).contains("1 images were refused", "large.png (");
  }

  @Test
  void whereNothingIsLetInThereIsNoFile() {
    assertThat(embed("out.safetensors", "-Dgate.max-side=2")).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("Nothing was written", "refused all 3 images");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("data", "snapshots");
  }

  @Test
  void otherEndingsAndFilesThatAreThereAreRefused() throws IOException {
    assertThat(embed("out.parquet")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains(".safetensors or .csv");
    assertThat(embed("none/out.csv")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("its folder is not there");
    Files.writeString(folder.resolve("mine.csv"), "mine");
    assertThat(embed("mine.csv")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("replaces none");
    assertThat(folder.resolve("mine.csv")).hasContent("mine");
  }

  @Test
  void whatIsNotThereIsNamed() {
    data = folder.resolve("none");
    assertThat(embed("out.csv")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("There is no file or folder");
    snapshot = "ffffffffffff";
    assertThat(embed("out.csv")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("There is no snapshot 'ffffffffffff' in");
  }

  @Test
  void aDataSetThatBreaksOffLeavesNoFile() throws IOException {
    byte[] batch = new byte[3 * 3073];
    data = Files.write(folder.resolve("images.tar"), batch);

    assertThat(embed("out.safetensors")).isEqualTo(Hsicflow.FAILED);
    assertThat(embed("out.csv")).isEqualTo(Hsicflow.FAILED);

    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("data", "images.tar", "snapshots");
  }

  @Test
  void whatIsStoppedLeavesNoFile() throws IOException {
    Configuration settings = new Configuration().set(EmbedOptions.BATCH, 1);
    EmbeddingReport report;
    try (ImageSet images = DataSetImages.open(settings, data);
        EmbeddingPass pass = EmbeddingPass.open(settings, tiny.snapshot())) {
      report =
          new EmbeddingsFile(folder.resolve("out.csv"))
              .write(pass, tiny.snapshot(), images, read -> pass.stop());
    }

    assertThat(report.stopped()).isTrue();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("data", "snapshots");
  }

  @Test
  void batchesOfCifarAreEmbeddedUnderTheirNumbers() throws IOException {
    byte[] batch = new byte[2 * 3073];
    batch[0] = 3;
    batch[3073] = 5;
    data = Files.write(folder.resolve("test_batch.bin"), batch);

    assertThat(embed("out.csv")).as(err.toString()).isZero();

    assertThat(Files.readAllLines(folder.resolve("out.csv")))
        .hasSize(3)
        .allMatch(line -> line.startsWith("id,") || line.contains(",test,"));
  }

  private Safetensors read(String name) throws IOException {
    return Safetensors.read(Files.readAllBytes(folder.resolve(name)));
  }

  private int embed(String name, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "embed",
                "--snapshot",
                snapshot,
                "-Dsnapshot.folder=" + folder.resolve("snapshots"),
                "--data",
                data.toString(),
                "--out",
                folder.resolve(name).toString()));
    all.addAll(List.of(more));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
