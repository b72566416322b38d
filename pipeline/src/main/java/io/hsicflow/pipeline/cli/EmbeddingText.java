package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.embed.EmbeddingReport;
import io.hsicflow.schemas.message.PrintableText;
import java.io.PrintWriter;

/** What was left out of a set of images, for people. */
final class EmbeddingText {
  private static final int MOST_CHARS = 300;

  private EmbeddingText() {}

  static void print(PrintWriter out, EmbeddingReport report) {
    if (report.passedOver() > 0) {
      out.println(
          report.passedOver()
              + " files were passed over: no images by their names, empty, or too large.");
    }
    if (report.refused() > 0) {
      out.println(report.refused() + " images were refused by the gate:");
      for (EmbeddingReport.Refusal refusal : report.named()) {
        out.println(
            "  "
                + PrintableText.of(refusal.name(), MOST_CHARS)
                + " ("
                + refusal.code()
                + "): "
                + PrintableText.of(refusal.message(), MOST_CHARS));
      }
      long others = report.refused() - report.named().size();
      if (others > 0) {
        out.println("  and " + others + " others.");
      }
    }
    out.flush();
  }
}
