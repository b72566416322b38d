package io.hsicflow.pipeline.demo;

import io.hsicflow.connectors.dataset.PngFile;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageLimits;
import io.hsicflow.model.image.ImageRejectedException;
import io.hsicflow.model.metrics.NearestNeighbours;
import io.hsicflow.model.metrics.Neighbours;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.pipeline.report.Csv;
import io.hsicflow.pipeline.report.PrincipalPlane;
import io.hsicflow.pipeline.views.ImageSample;
import io.hsicflow.pipeline.views.ViewsSheet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** What the report shows of a demo's bank and query: neighbours, a map, views. */
final class ProbeShow {
  private static final int QUERIES = 6;
  private static final int NEIGHBOURS = 5;
  private static final int LARGEST_SIDE = 64;
  private static final int MAPPED = 1_500;
  private static final int SHEET_IMAGES = 4;
  private static final int SHEET_PAIRS = 2;

  private final DemoData data;
  private final ProbeLabels labels;
  private final int size;

  /**
   * @param labels null where there are none
   * @param size of the encoder's input
   */
  ProbeShow(DemoData data, ProbeLabels labels, int size) {
    this.data = data;
    this.labels = labels;
    this.size = size;
  }

  /**
   * The first query of each class and what is nearest to it in the bank, by pixels and by the
   * encoder; pictures as PNG in base 64.
   */
  List<String> gallery(EncoderVectors learned) throws IOException {
    List<String> lines = new ArrayList<>(List.of("query,by,rank,label,png"));
    int[] queries = queries();
    EncoderVectors pixels = PixelFloor.vectors(data, size);
    NearestNeighbours nearest = new NearestNeighbours(NEIGHBOURS, 1);
    Neighbours byPixels = nearest.byCentredCosine(pixels.bank(), rows(pixels.query(), queries));
    Neighbours byLearned = nearest.byCosine(learned.bank(), rows(learned.query(), queries));
    ProbePictures pictures = new ProbePictures(data, side());
    for (int q = 0; q < queries.length; q++) {
      lines.add(
          line(q, "query", 0, queryLabel(queries[q]), pictures.query(queries[q], queries[q] + 1)));
      add(lines, q, "pixels", byPixels, pictures);
      add(lines, q, "learned", byLearned, pictures);
    }
    return lines;
  }

  private void add(
      List<String> lines, int query, String by, Neighbours found, ProbePictures pictures)
      throws IOException {
    for (int rank = 0; rank < found.k(); rank++) {
      int image = found.index()[query * found.k() + rank];
      String label = labels == null ? "" : data.classes().get(labels.bank()[image]);
      lines.add(line(query, by, rank + 1, label, pictures.bank(image, image + 1)));
    }
  }

  private int side() {
    return Math.min(size, LARGEST_SIDE);
  }

  private String line(int query, String by, int rank, String label, byte[] rgb) {
    String png = Base64.getEncoder().encodeToString(PngFile.ofRgb(rgb, side(), side()));
    return Csv.line(List.of(Integer.toString(query), by, Integer.toString(rank), label, png));
  }

  private String queryLabel(int query) {
    return labels == null ? "" : data.classes().get(labels.query()[query]);
  }

  /** The first of each class, or the first ones. */
  private int[] queries() {
    List<Integer> queries = new ArrayList<>();
    boolean[] seen = new boolean[data.classes().size()];
    for (int i = 0; i < data.querySize() && queries.size() < QUERIES; i++) {
      if (labels == null || !seen[labels.query()[i]]) {
        queries.add(i);
        if (labels != null) {
          seen[labels.query()[i]] = true;
        }
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

  /** The first images of the query in the principal plane of their embeddings. */
  List<String> map(EncoderVectors learned) {
    List<String> lines = new ArrayList<>(List.of("label,x,y,explained"));
    int count = Math.min(MAPPED, data.querySize());
    Vectors query = learned.query();
    if (!query.isFinite()) {
      return lines;
    }
    Vectors shown =
        new Vectors(Arrays.copyOf(query.values(), count * query.dimension()), query.dimension());
    PrincipalPlane plane = PrincipalPlane.of(shown.normalised());
    for (int i = 0; i < count; i++) {
      lines.add(
          Csv.line(
              List.of(
                  queryLabel(i),
                  Double.toString(plane.x()[i]),
                  Double.toString(plane.y()[i]),
                  Double.toString(plane.explained()))));
    }
    return lines;
  }

  /** Draws the first images of the bank and the views that the training makes of such. */
  void sheet(Configuration conf, Path out) throws IOException {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    List<ImageSample> samples = new ArrayList<>();
    for (int i = 0; i < Math.min(SHEET_IMAGES, data.bankSize()); i++) {
      DemoImage image = data.bank(i);
      try {
        samples.add(new ImageSample(image.id(), image.file(), decoder.decode(image.file())));
      } catch (ImageRejectedException e) {
        throw new IOException("The image " + image.id() + " cannot be used. " + e.getMessage(), e);
      }
    }
    new ViewsSheet(conf, samples.size(), SHEET_PAIRS).write(samples, out);
  }
}
