package io.hsicflow.pipeline.report;

import io.hsicflow.pipeline.views.ViewsSheet;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/**
 * What a report shows beside numbers.
 *
 * @param gallery neighbours of some pictures, as {@link NeighbourGallery} has them
 * @param map places of embeddings, as {@link EmbeddingMap} has them
 * @param origin a sentence: where gallery and map come from, or why there are none; empty where
 *     that is plain
 * @param views a sheet of views as PNG
 * @param viewsOrigin likewise
 */
public record Pictures(
    Optional<Csv> gallery,
    Optional<Csv> map,
    String origin,
    Optional<byte[]> views,
    String viewsOrigin) {

  /** Images of a sheet of views. */
  public static final int SHEET_IMAGES = 4;

  private static final int SHEET_PAIRS = 2;

  /** What lies in a run's folder: a demo leaves all of it. */
  public static Pictures of(RunFolder run) throws IOException {
    return new Pictures(
        run.table(Report.GALLERY), run.table(Report.MAP), "", run.bytes(Report.VIEWS), "");
  }

  /** Whether nothing is missing. */
  public boolean isWhole() {
    return gallery.isPresent() && map.isPresent() && views.isPresent();
  }

  /** The same with a sentence that says why there is not what is missing. */
  public Pictures because(String sentence) {
    return new Pictures(
        gallery,
        map,
        gallery.isPresent() && map.isPresent() ? origin : sentence,
        views,
        views.isPresent() ? viewsOrigin : sentence);
  }

  /** Draws a sheet of views. */
  public static ViewsSheet viewsSheet(Configuration options) {
    return new ViewsSheet(options, SHEET_IMAGES, SHEET_PAIRS);
  }
}
