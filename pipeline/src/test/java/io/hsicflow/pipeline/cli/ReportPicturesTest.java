package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures in the report of a run that is no demo's. */
class ReportPicturesTest {
  private static final Pattern PICTURE =
      Pattern.compile("<div class=\"(cell[^\"]*)\"><img alt=\"[^\"]*\" src=\"([^\"]*)\"");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path run;
  private Path data;
  private TinySnapshot tiny;

  @BeforeEach
  void makeRun() throws IOException {
    run = Files.createDirectories(folder.resolve("run"));
    tiny = TinySnapshot.publish(run.resolve("snapshots"));
    data = folder.resolve("data");
    for (String name : List.of("cat", "dog")) {
      for (int i = 0; i < 4; i++) {
        TinySnapshot.picture(data.resolve("train/" + name + "/" + i + ".png"), 10 + i);
      }
    }
    TinySnapshot.picture(data.resolve("train/dog/3.png"), 99);
    TinySnapshot.picture(data.resolve("test/dog/same.png"), 99);
  }

  private int report(String... more) {
    List<String> all = new ArrayList<>(List.of("report", run.toString()));
    all.addAll(List.of(more));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private String page() throws IOException {
    return Files.readString(run.resolve("report.html"));
  }

  @Test
  void aDataSetGivesNeighboursAMapAndViews() throws IOException {
    assertThat(report("--data", data.toString())).as(err.toString()).isZero();

    String page = page();
    assertThat(page)
        .contains("From " + data + ": 9 images", "8 of them bank and 1 query")
        .contains("snapshot of step 0, digest " + tiny.digest().substring(0, 12))
        .contains("principal components (PCA)", "Embeddings of 1 images")
        .contains("Images and views of them", "Images of " + data + ", and views of them");
    List<String> frames = new ArrayList<>();
    List<String> pictures = new ArrayList<>();
    for (Matcher cell = PICTURE.matcher(page); cell.find(); ) {
      frames.add(cell.group(1));
      pictures.add(cell.group(2));
    }
    // The query, five by pixels, the query again, five by what was learned.
    assertThat(pictures).hasSize(12);
    for (int nearest : new int[] {1, 7}) {
      assertThat(pictures.get(nearest)).isEqualTo(pictures.get(0));
      assertThat(frames.get(nearest)).isEqualTo("cell same");
    }
    assertThat(run.toFile().list()).containsExactlyInAnyOrder("report.html", "snapshots");
  }

  @Test
  void asManyImagesAreEmbeddedAsAskedForTheSameEachTime() throws IOException {
    for (int i = 0; i < 8; i++) {
      TinySnapshot.picture(data.resolve("test/cat/" + i + ".png"), i);
    }
    assertThat(report("--data", data.toString(), "--images", "12")).as(err.toString()).isZero();
    String first = page();
    assertThat(report("--data", data.toString(), "--images", "12")).isZero();

    assertThat(page()).isEqualTo(first).contains("From " + data + ": 12 images");
    assertThat(report("--data", data.toString(), "--images", "1")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("--images is 1:");
  }

  @Test
  void moreImagesThanMemoryIsMeantForAreRefused() {
    assertThat(report("--data", data.toString(), "--images", "20000")).as(err.toString()).isZero();
    assertThat(report("--data", data.toString(), "--images", "20001")).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("--images is 20001: take at most 20,000");
  }

  @Test
  void theProbeOfTheRunsSettingsIsTakenWhereNoDataSetIsNamed() throws IOException {
    Files.writeString(run.resolve("settings.yaml"), "probe.folder: '" + data + "'\n");

    assertThat(report()).as(err.toString()).isZero();

    assertThat(page()).contains("From " + data + ": 9 images");
  }

  @Test
  void aProbeThatIsGoneIsToldInThePageAndADataSetThatIsNotThereEndsTheCommand() throws IOException {
    Path gone = folder.resolve("gone");
    Files.writeString(run.resolve("settings.yaml"), "probe.folder: '" + gone + "'\n");

    assertThat(report()).as(err.toString()).isZero();

    assertThat(page()).contains("There is no gallery of neighbours. ", gone.toString());
    Files.delete(run.resolve("report.html"));
    assertThat(report("--data", gone.toString())).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains(gone.toString());
    assertThat(run.resolve("report.html")).doesNotExist();
  }

  @Test
  void aReportThatHasNoPlaceIsRefusedBeforeTheDataSetIsOpened() {
    String gone = folder.resolve("gone").toString();

    assertThat(report("--data", gone, "--out", folder.resolve("none/r.html").toString()))
        .isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("its folder is not there").doesNotContain(gone);
    assertThat(report("--data", gone, "--out", run.toString())).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("--out is " + run + ", which is a folder");
  }

  @Test
  void settingsThatCannotEmbedAreToldInThePageUnlessPicturesWereAskedFor() throws IOException {
    Files.writeString(
        run.resolve("settings.yaml"), "probe.folder: '" + data + "'\nlearner.backend: 'abacus'\n");

    assertThat(report()).as(err.toString()).isZero();

    assertThat(page())
        .contains("There is no gallery of neighbours. There is no backend &#39;abacus&#39;");
    Files.delete(run.resolve("report.html"));
    assertThat(report("--data", data.toString())).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("abacus");
    assertThat(run.resolve("report.html")).doesNotExist();
  }

  @Test
  void withoutADataSetThePageSaysHowToGetThem() throws IOException {
    assertThat(report()).isZero();

    assertThat(page()).contains("hsicflow report RUN --data PATH");
    assertThat(report("--snapshot", "newest")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("add --data");
  }

  @Test
  void theSnapshotThatIsNamedEmbeds() throws IOException {
    TinySnapshot other = TinySnapshot.publish(run.resolve("snapshots"), 2);

    assertThat(report("--data", data.toString(), "--snapshot", tiny.digest())).isZero();
    assertThat(page()).contains("digest " + tiny.digest().substring(0, 12));
    assertThat(report("--data", data.toString())).isZero();
    assertThat(page()).contains("digest " + other.digest().substring(0, 12));
    assertThat(report("--data", data.toString(), "--snapshot", "released"))
        .isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("There is no snapshot 'released'");
  }

  @Test
  void whatLiesInTheRunsFolderIsShownUntilADataSetIsNamed() throws IOException {
    assertThat(report("--data", data.toString())).isZero();
    Files.write(run.resolve("views.png"), new byte[] {1, 2, 3});
    Files.writeString(run.resolve("gallery.csv"), "query,by,rank,label,png\n");
    Files.writeString(run.resolve("map.csv"), "label,x,y,explained\nhers,1,2,0.5\n");

    assertThat(report()).as(err.toString()).isZero();
    assertThat(page()).contains("hers").doesNotContain("From " + data);
    assertThat(report("--data", data.toString())).isZero();
    assertThat(page()).doesNotContain("hers").contains("From " + data, "base64,AQID");
  }
}
