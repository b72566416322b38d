package io.hsicflow.pipeline.report;

import io.hsicflow.connectors.dataset.PngFile;
import io.hsicflow.model.metrics.NearestNeighbours;
import io.hsicflow.model.metrics.Neighbours;
import io.hsicflow.model.metrics.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The first query of each class, or the first ones where there are no classes, and what is nearest
 * to it in the bank, by pixels and by what was learned.
 */
public final class NeighbourGallery {
  /** In the gallery, what the neighbours of a picture are looked for with. */
  static final String QUERY = "query";

  /** Neighbours by raw pixels. */
  static final String BY_PIXELS = "pixels";

  /** Neighbours by embeddings. */
  static final String BY_LEARNED = "learned";

  private static final int QUERIES = 6;
  private static final int NEIGHBOURS = 5;

  private final ShownImages images;
  private final List<String> lines = new ArrayList<>();

  private NeighbourGallery(ShownImages images) {
    this.images = images;
  }

  /**
   * A line of CSV for each picture, the picture as PNG in base 64. Embeddings that are not finite
   * have no neighbours.
   */
  public static List<String> lines(ShownImages images) throws IOException {
    NeighbourGallery gallery = new NeighbourGallery(images);
    gallery.draw();
    return gallery.lines;
  }

  private void draw() throws IOException {
    lines.add("query,by,rank,label,png");
    int[] queries = queries();
    NearestNeighbours nearest = new NearestNeighbours(NEIGHBOURS, 1);
    BankAndQuery pixels = images.pixels();
    BankAndQuery learned = images.learned();
    Neighbours byPixels = nearest.byCentredCosine(pixels.bank(), rows(pixels.query(), queries));
    Neighbours byLearned =
        learned.isFinite()
            ? nearest.byCosine(learned.bank(), rows(learned.query(), queries))
            : null;
    for (int q = 0; q < queries.length; q++) {
      String label = images.queryLabels().get(queries[q]);
      lines.add(line(q, QUERY, 0, label, images.queryPicture(queries[q])));
      add(q, BY_PIXELS, byPixels);
      if (byLearned != null) {
        add(q, BY_LEARNED, byLearned);
      }
    }
  }

  private void add(int query, String by, Neighbours found) throws IOException {
    for (int rank = 0; rank < found.k(); rank++) {
      int image = found.index()[query * found.k() + rank];
      lines.add(
          line(query, by, rank + 1, images.bankLabels().get(image), images.bankPicture(image)));
    }
  }

  private String line(int query, String by, int rank, String label, byte[] rgb) {
    byte[] png = PngFile.ofRgb(rgb, images.side(), images.side());
    return Csv.line(
        List.of(
            Integer.toString(query),
            by,
            Integer.toString(rank),
            label,
            Base64.getEncoder().encodeToString(png)));
  }

  private int[] queries() {
    List<Integer> queries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<String> labels = images.queryLabels();
    for (int i = 0; i < labels.size() && queries.size() < QUERIES; i++) {
      if (labels.get(i).isEmpty() || seen.add(labels.get(i))) {
        queries.add(i);
      }
    }
    return queries.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Vectors rows(Vectors vectors, int[] rows) {
    int dimension = vectors.dimension();
    float[] chosen = new float[rows.length * dimension];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(vectors.values(), rows[i] * dimension, chosen, i * dimension, dimension);
    }
    return new Vectors(chosen, dimension);
  }
}
