package io.hsicflow.pipeline.report;

import io.hsicflow.model.metrics.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Embeddings of the query in the plane in which they vary most. */
public final class EmbeddingMap {
  /** More points would hide one another. */
  private static final int MAPPED = 1_500;

  private EmbeddingMap() {}

  /**
   * A line of CSV for each of the first images of the query; none where an embedding is not finite.
   */
  public static List<String> lines(ShownImages images) {
    List<String> lines = new ArrayList<>(List.of("label,x,y,explained"));
    Vectors query = images.learned().query();
    if (!query.isFinite()) {
      return lines;
    }
    int count = Math.min(MAPPED, query.count());
    Vectors shown =
        new Vectors(Arrays.copyOf(query.values(), count * query.dimension()), query.dimension());
    PrincipalPlane plane = PrincipalPlane.of(shown.normalised());
    for (int i = 0; i < count; i++) {
      lines.add(
          Csv.line(
              List.of(
                  images.queryLabels().get(i),
                  Double.toString(plane.x()[i]),
                  Double.toString(plane.y()[i]),
                  Double.toString(plane.explained()))));
    }
    return lines;
  }
}
