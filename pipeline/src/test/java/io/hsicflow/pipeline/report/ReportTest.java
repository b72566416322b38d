package io.hsicflow.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.pipeline.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;

class ReportTest {
  private static final String EVIL = "<img src=x onerror=alert(1)> & \"quoted\"";

  @TempDir private Path temporary;
  private WrittenRun run;

  @BeforeEach
  void makeFolder() {
    run = new WrittenRun(temporary.resolve("demo-1"));
  }

  private String text() throws Exception {
    return new Report(run.folder()).text();
  }

  private WrittenRun demo() throws Exception {
    return run.progress(400)
        .file(
            "table.csv",
            "name,kind,knn5,knn200,linear,rankme,deviation\n"
                + "\"raw pixels, cosine\",pixels,0.30,0.25,,,\n"
                + "\"raw pixels, Euclidean\",pixels,0.35,,,,\n"
                + "\"raw pixels at 16 x 16\",pixels_to_learn,,,0.40,,\n"
                + "\"untrained encoder\",untrained,0.20,0.22,0.28,18.5,0.14\n"
                + "\"trained encoder\",trained,0.5673,0.5658,0.6012,57.7,0.4987\n")
        .file("table.txt", "a table\n\nThe trained encoder is 21.7 points above the best.\n")
        .file(
            "curve.csv",
            "step,images,bank,query,knn5,knn200,linear,rankme,deviation\n"
                + "200,12800,2000,1000,0.41,0.40,0.44,30.0,0.3\n400,25600,2000,1000,0.52,0.51,0.55,50.0,0.4\n")
        .file("machine.csv", "name,value\nprocessors,2\nmemory,8.2 GB\nhsicflow,0.1.0\n")
        .file("rejects.csv", "reason,count\nunknown-format,7\n")
        .file("settings.yaml", "learner.batch: '64'\nkafka.sasl.jaas.config: 'hidden word'\n");
  }

  private static List<Element> elements(Document page) {
    NodeList all = page.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      elements.add((Element) all.item(i));
    }
    return elements;
  }

  @Test
  void aDemoIsReportedWhole() throws Exception {
    demo();

    String said = Xml.parse(text()).getDocumentElement().getTextContent();

    assertThat(said)
        .contains("Is it learning? The trained encoder is 21.7 points above the best.")
        .contains("It saw 25,600 images in 400 steps and 100 seconds, 256 images a second.")
        .contains("raw pixels, Euclidean: 35.0 %", "untrained encoder: 20.0 %", "56.73 %")
        .contains(
            "linear, raw pixels at 16 x 16: 40.0 %", "linear, untrained encoder: 28.0 %", "60.12 %")
        .contains("for 80.0 % of the time", "for 20.0 %")
        .contains("unknown-format", "Steps left out because they were not finite: 1.")
        .contains("processors", "8.2 GB", "learner.batch", "64")
        .contains("Loss", "HSIC(Z, Y)", "HSIC(Z, Z)", "Kernel scale", "Learning rate", "Tau")
        .doesNotContain("hidden word");
    assertThat(said)
        .contains("The mean of every 2 steps".substring(4))
        .contains("1 of 400 are no finite");
  }

  @Test
  void nothingIsFetchedAndNothingRuns() throws Exception {
    demo().file("machine.csv", "name,value\nsource,https://example.org/as-text\n");

    Document page = Xml.parse(text());

    for (Element element : elements(page)) {
      assertThat(element.getTagName()).isNotIn("script", "link", "iframe", "object", "a", "base");
      NamedNodeMap attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        assertThat(attributes.item(i).getNodeName()).doesNotStartWith("on");
        assertThat(attributes.item(i).getNodeValue()).doesNotContain("//");
      }
    }
    assertThat(page.getElementsByTagName("style").item(0).getTextContent())
        .doesNotContain("url(", "@import", "http");
    assertThat(page.getDocumentElement().getTextContent()).contains("https://example.org/as-text");
  }

  @Test
  void noNameOfARunBreaksOut() throws Exception {
    run = new WrittenRun(temporary.resolve("<b onclick='x'>&\"run\""));
    demo()
        .file("table.txt", EVIL + "\n")
        .file("rejects.csv", "reason,count\n" + Csv.line(List.of(EVIL, EVIL)) + "\n")
        .file("machine.csv", "name,value\n" + Csv.line(List.of(EVIL, "]]></style>")) + "\n")
        .file("table.csv", "name,kind,knn5\n" + Csv.line(List.of(EVIL, "pixels", "0.3")) + "\n")
        .file("settings.yaml", "snapshot.data: '" + EVIL + "'\n");

    Document page = Xml.parse(text());

    assertThat(elements(page)).extracting(Element::getTagName).doesNotContain("img", "b", "script");
    assertThat(page.getDocumentElement().getTextContent())
        .contains("hsicflow: <b onclick='x'>&\"run\"")
        .contains("Is it learning? " + EVIL)
        .contains(EVIL + ": 30.0 %")
        .contains("]]></style>");
  }

  @Test
  void whatARunDoesNotHaveIsSaidInSentences() throws Exception {
    run.progress(3);

    String said = Xml.parse(text()).getDocumentElement().getTextContent();

    assertThat(said)
        .contains("Nothing was evaluated in this run")
        .contains("No accuracy was measured")
        .contains("There are no floors")
        .contains("no snapshot that says what was trained")
        .contains("does not say what the gate refused")
        .contains("does not say where and by what it was trained")
        .contains("There is no settings.yaml")
        .contains("Every step is drawn.");
  }

  @Test
  void aRunWithSnapshotsAloneIsReportedToo() throws Exception {
    run.file("snapshots/notes.txt", "no snapshot");

    assertThat(text()).contains("This run kept no numbers of its steps");
  }

  @Test
  void settingsOfAnotherVersionAreNotShownAndTheRestIs() throws Exception {
    run.progress(2).file("settings.yaml", "learner.batches-of-old: '64'\n");

    assertThat(text()).contains("The settings cannot be shown.", "learner.batches-of-old", "Loss");
  }

  @Test
  void stepsThatWereMadeAgainCountOnce() throws Exception {
    run.file(
        "progress.csv",
        "step,images,loss,endMillis\n1,64,-0.1,1000\n2,128,-0.2,2000\n2,128,-0.3,5000\n3,192,-0.4,6000\n");

    Steps steps = run.folder().steps().orElseThrow();

    assertThat(steps.column("loss")).containsExactly(-0.1, -0.3, -0.4);
    assertThat(steps.speed().y()).containsExactly(16, 64);
  }

  @Test
  void isForPhonesAndForTheDark() throws Exception {
    run.file("progress.csv", "step,images,loss,endMillis\n1,64,-0.1,1000\n");
    assertThat(text()).doesNotContain("Milliseconds").contains("do not say how long");
    run.progress(1);

    assertThat(text())
        .contains("Milliseconds")
        .startsWith("<!DOCTYPE html>")
        .contains("name=\"viewport\" content=\"width=device-width, initial-scale=1\"")
        .contains("prefers-color-scheme: dark", "max-width: 700px");
  }

  @Test
  void aFolderWithoutARunIsRefused() throws Exception {
    assertThatThrownBy(() -> new Report(run.folder()).write(temporary.resolve("r.html")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("There is no folder");
    Files.createDirectories(run.root());
    assertThatThrownBy(() -> new Report(run.folder()).write(temporary.resolve("r.html")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("progress.csv")
        .hasMessageContaining("--metrics");
    assertThat(temporary.resolve("r.html")).doesNotExist();
  }
}
