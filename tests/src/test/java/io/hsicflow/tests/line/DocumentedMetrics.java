package io.hsicflow.tests.line;

import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** The tables of docs/metrics.md. */
final class DocumentedMetrics {
  private static final Pattern VALUE = Pattern.compile("\\.(REASON|SOURCE)\\.");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (\\w+) \\|");

  private DocumentedMetrics() {}

  /**
   * A row.
   *
   * @param name {@code OPERATOR.GROUP.NAME}
   * @param kind gauge, counter, meter or histogram
   */
  record Row(String name, String kind) {
    /** The operator, as its label is in Prometheus. */
    String operator() {
      return name.substring(0, name.indexOf('.'));
    }

    /** What Prometheus calls it, behind what all metrics of operators have in front. */
    String prometheusName() {
      return VALUE
          .matcher(name.substring(name.indexOf('.') + 1))
          .replaceAll(".")
          .replace('.', '_')
          .replace('-', '_');
    }

    /** The name with a reason for which records are rejected, and a source of images. */
    String named(String reason, String source) {
      return name.replace("REASON", reason).replace("SOURCE", source);
    }
  }

  static List<Row> rows() throws IOException {
    String page = Files.readString(Checkout.root().resolve("docs/metrics.md"));
    return ROW.matcher(page).results().map(row -> new Row(row.group(1), row.group(2))).toList();
  }
}
