package io.hsicflow.pipeline.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The page around the sections: head, styles, title. */
final class ReportPage {
  private static final String STYLES = "report.css";

  private final List<Html> body = new ArrayList<>();
  private final String title;

  ReportPage(String title) {
    this.title = title;
    body.add(Html.of("h1", title));
  }

  /** A piece below what is there. */
  ReportPage add(Html piece) {
    body.add(piece);
    return this;
  }

  /** A section with its heading. */
  ReportPage section(String heading, List<Html> pieces) {
    return add(Html.of("section", Html.of("h2", heading)).add(pieces));
  }

  /** A paragraph. */
  static Html sentence(String text) {
    return Html.of("p", text);
  }

  /** A paragraph that explains. */
  static Html note(String text) {
    return Html.of("p", text).with("class", "soft");
  }

  /** The file's text: HTML that XML's parsers read as well. */
  String text() throws IOException {
    Html head =
        Html.of(
            "head",
            Html.of("meta").with("charset", "utf-8"),
            Html.of("meta")
                .with("name", "viewport")
                .with("content", "width=device-width, initial-scale=1"),
            Html.of("title", title),
            Html.of("style", styles()));
    Html page = Html.of("html", head, Html.of("body", Html.of("main", body))).with("lang", "en");
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private static String styles() throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream(STYLES)) {
      if (in == null) {
        throw new IOException(
            "The class path holds no "
                + STYLES
                + " of reports; build hsicflow with ./mvnw package.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
