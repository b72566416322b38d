package io.hsicflow.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.connectors.dataset.PngFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PictureSectionsTest {
  private static final String EVIL = "shoe\"/><script>";

  @TempDir private Path temporary;
  private WrittenRun run;

  @BeforeEach
  void makeRun() throws Exception {
    run = new WrittenRun(temporary).progress(2);
  }

  private static String line(String by, int rank, String label) {
    String png = Base64.getEncoder().encodeToString(PngFile.ofRgb(new byte[12], 2, 2));
    return Csv.line(List.of("0", by, Integer.toString(rank), label, png)) + "\n";
  }

  private Document page() throws Exception {
    return Xml.parse(new Report(run.folder()).text());
  }

  private static Element parent(NodeList images, int at) {
    return (Element) images.item(at).getParentNode();
  }

  @Test
  void neighboursStandBesideTheirQueryAndSayWhetherTheyAreOfItsClass() throws Exception {
    run.file(
        "gallery.csv",
        "query,by,rank,label,png\n"
            + line("query", 0, EVIL)
            + line("pixels", 1, "bag")
            + line("learned", 1, EVIL));

    Document page = page();

    NodeList images = page.getElementsByTagName("img");
    assertThat(images.getLength()).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      String source = ((Element) images.item(i)).getAttribute("src");
      assertThat(source).startsWith("data:image/png;base64,");
      byte[] png = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
      assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(2);
    }
    assertThat(parent(images, 1).getAttribute("class")).isEqualTo("cell other");
    assertThat(parent(images, 3).getAttribute("class")).isEqualTo("cell same");
    assertThat(parent(images, 3).getTextContent()).isEqualTo(EVIL);
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void withoutLabelsNoNeighbourIsRightOrWrong() throws Exception {
    run.file(
        "gallery.csv", "query,by,rank,label,png\n" + line("query", 0, "") + line("learned", 1, ""));

    NodeList images = page().getElementsByTagName("img");

    assertThat(parent(images, images.getLength() - 1).getAttribute("class")).isEqualTo("cell");
  }

  @Test
  void theMapHasAPathForEachLabelAndSaysThatItIsPca() throws Exception {
    run.file(
        "map.csv",
        "label,x,y,explained\nbag,0.1,0.2,0.43\n"
            + Csv.line(List.of(EVIL, "-0.1", "0.3", "0.43"))
            + "\nbag,0.5,-0.2,0.43\nbag,NaN,0,0.43\n");

    Document page = page();

    assertThat(page.getDocumentElement().getTextContent())
        .contains("Embeddings of 4 images")
        .contains("principal components (PCA)", "43 %", EVIL);
    NodeList paths = page.getElementsByTagName("path");
    long points = 0;
    for (int i = 0; i < paths.getLength(); i++) {
      Element path = (Element) paths.item(i);
      if (path.getAttribute("class").startsWith("point")) {
        points += path.getAttribute("d").chars().filter(c -> c == 'M').count();
      }
      assertThat(path.getAttribute("d")).doesNotContain("NaN", "Infinity");
    }
    assertThat(points).isEqualTo(3);
  }

  @Test
  void moreLabelsThanColoursAreCountedAndHaveNoLegend() throws Exception {
    StringBuilder map = new StringBuilder("label,x,y,explained\n");
    for (int label = 0; label <= ScatterChart.TOLD_APART; label++) {
      map.append("kind-%d,%d,0,0.5%n".formatted(label, label));
    }
    run.file("map.csv", map.toString());

    assertThat(page().getDocumentElement().getTextContent())
        .contains("There are 21 labels")
        .doesNotContain("kind-7");
  }

  @Test
  void theViewsSheetIsPartOfTheFile() throws Exception {
    byte[] png = PngFile.ofRgb(new byte[12], 2, 2);
    Files.write(temporary.resolve("views.png"), png);

    Element image = (Element) page().getElementsByTagName("img").item(0);

    assertThat(image.getAttribute("src"))
        .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(png));
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    assertThat(page().getDocumentElement().getTextContent())
        .contains("no gallery of neighbours", "no map of embeddings", "no sheet of views")
        .contains("'./hsicflow report RUN --data PATH' draws it from a data set");
  }

  @Test
  void whereTheyComeFromOrWhyTheyDoNotIsSaid() throws Exception {
    Pictures none = Pictures.of(run.folder()).because("The set <set> is gone.");
    Pictures some =
        new Pictures(
            Optional.of(Csv.of(List.of("query,by,rank,label,png"))),
            Optional.of(Csv.of(List.of("label,x,y,explained", "bag,1,2,0.4"))),
            "From a <set>.",
            Optional.of(PngFile.ofRgb(new byte[12], 2, 2)),
            "Views of a <set>.");

    assertThat(said(none))
        .contains("There is no gallery of neighbours. The set <set> is gone.")
        .contains("There is no map of embeddings. The set <set> is gone.")
        .contains("There is no sheet of views. The set <set> is gone.");
    assertThat(some.because("The set is gone.")).isEqualTo(some);
    assertThat(said(some)).contains("From a <set>.", "Views of a <set>.").doesNotContain("no map");
  }

  private String said(Pictures pictures) throws Exception {
    return Xml.parse(new Report(run.folder(), pictures).text())
        .getDocumentElement()
        .getTextContent();
  }

  @Test
  void embeddingsThatAreNotFiniteHaveNoMap() throws Exception {
    run.file("map.csv", "label,x,y,explained\n");

    assertThat(page().getDocumentElement().getTextContent())
        .contains("The embeddings are not finite numbers");
  }

  @Test
  void whatIsNoPictureIsToldWithItsLine() throws Exception {
    run.file("gallery.csv", "query,by,rank,label,png\n0,query,0,bag,\"*?\"\n");

    assertThatThrownBy(this::page)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Line 2 of gallery.csv");
  }
}
