package io.hsicflow.pipeline.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What can be seen: nearest neighbours, the map of embeddings, views of some images. */
final class PictureSections {
  /** In the gallery, what a picture was found by. */
  private static final Map<String, String> ROWS = rows();

  /** Where pictures come from that a run's folder does not have. */
  private static final String WAY_OUT =
      "'./hsicflow report RUN --data PATH' draws it from a data set, which probe.folder of the run's settings may name, too.";

  private final Pictures pictures;

  PictureSections(Pictures pictures) {
    this.pictures = pictures;
  }

  private static Map<String, String> rows() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put(NeighbourGallery.BY_PIXELS, "by raw pixels");
    rows.put(NeighbourGallery.BY_LEARNED, "by what was learned");
    return rows;
  }

  /** Some queries and their neighbours. */
  List<Html> gallery() throws IOException {
    Optional<Csv> gallery = pictures.gallery();
    if (gallery.isEmpty()) {
      return missing("There is no gallery of neighbours. ", pictures.origin());
    }
    Csv csv = gallery.get();
    Map<Integer, List<Integer>> queries = new TreeMap<>();
    for (int row = 0; row < csv.rows(); row++) {
      queries
          .computeIfAbsent(
              (int) csv.number(row, NeighbourGallery.QUERY), query -> new ArrayList<>())
          .add(row);
    }
    List<Html> figures = new ArrayList<>();
    for (List<Integer> rows : queries.values()) {
      figures.add(figure(csv, rows));
    }
    return List.of(
        origin(pictures.origin()),
        ReportPage.note(
            "The first picture of the query of each class (the first ones, where there are no classes), not chosen by how"
                + " well they do, and the nearest of the bank: by the cosine of raw pixels around their mean, and by the"
                + " cosine of embeddings. A solid frame is the same class, a dashed one another."),
        Html.of("div", figures).with("class", "gallery"));
  }

  private static Html figure(Csv csv, List<Integer> rows) throws IOException {
    String label = "";
    List<Html> pieces = new ArrayList<>();
    Html asked = Html.of("div");
    for (int row : rows) {
      if (csv.text(row, "by").equals(NeighbourGallery.QUERY)) {
        label = csv.text(row, "label");
        asked = cell(csv, row, "cell", "query");
      }
    }
    for (Map.Entry<String, String> by : ROWS.entrySet()) {
      List<Html> cells = new ArrayList<>(List.of(asked));
      for (int row : rows) {
        if (csv.text(row, "by").equals(by.getKey())) {
          String found = csv.text(row, "label");
          String frame = label.isEmpty() ? "" : found.equals(label) ? " same" : " other";
          cells.add(cell(csv, row, "cell" + frame, found));
        }
      }
      pieces.add(ReportPage.note(by.getValue()));
      pieces.add(Html.of("div", cells).with("class", "row"));
    }
    return Html.of("figure", Html.of("figcaption", label.isEmpty() ? "A query" : label))
        .add(pieces);
  }

  private static Html cell(Csv csv, int row, String kind, String caption) throws IOException {
    byte[] picture;
    try {
      picture = Base64.getDecoder().decode(csv.text(row, "png"));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "Line %d of %s has no picture in base 64; remove the file to report without it."
              .formatted(row + 2, Report.GALLERY),
          e);
    }
    return Html.of("div", image(picture, caption), Html.text(caption)).with("class", kind);
  }

  private static Html image(byte[] png, String said) {
    return Html.of("img")
        .with("alt", said)
        .with("src", "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
  }

  /** Embeddings in the plane in which they vary most. */
  List<Html> map() throws IOException {
    Optional<Csv> map = pictures.map();
    if (map.isEmpty()) {
      return missing("There is no map of embeddings. ", pictures.origin());
    }
    if (map.get().rows() == 0) {
      return List.of(
          ReportPage.sentence(
              "The embeddings are not finite numbers, and there is no map of such."));
    }
    Csv csv = map.get();
    Map<String, List<ScatterChart.Point>> points = new TreeMap<>();
    for (int row = 0; row < csv.rows(); row++) {
      points
          .computeIfAbsent(csv.text(row, "label"), label -> new ArrayList<>())
          .add(new ScatterChart.Point(csv.number(row, "x"), csv.number(row, "y")));
    }
    return List.of(
        new ScatterChart("Embeddings of %,d images of the query".formatted(csv.rows()), points)
            .html(),
        origin(pictures.origin()),
        ReportPage.note(
            String.format(
                Locale.ROOT,
                "The first two principal components (PCA) of the normalised embeddings. This plane"
                    + " has %.0f %% of their variance: what lies together here may lie apart in the rest.%s",
                100 * csv.number(0, "explained"),
                points.size() <= ScatterChart.TOLD_APART
                    ? ""
                    : " There are "
                        + points.size()
                        + " labels, more than the colours tell apart.")));
  }

  /** What the learner saw. */
  List<Html> views() {
    return pictures
        .views()
        .map(
            sheet ->
                List.of(
                    Html.of("figure", image(sheet, "Images and views of them"))
                        .with("class", "sheet"),
                    origin(pictures.viewsOrigin())))
        .orElseGet(() -> missing("There is no sheet of views. ", pictures.viewsOrigin()));
  }

  private static List<Html> missing(String what, String why) {
    return List.of(ReportPage.sentence(what + (why.isEmpty() ? WAY_OUT : why)));
  }

  private static Html origin(String sentence) {
    return sentence.isEmpty() ? Html.all(List.of()) : ReportPage.note(sentence);
  }
}
