package io.hsicflow.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.metrics.Vectors;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class NeighbourGalleryTest {

  /**
   * Pictures of one pixel whose red says which they are, from 100 in the bank; embeddings are
   * angles in degrees.
   */
  private record Angles(
      List<String> bankLabels, List<String> queryLabels, double[] bank, double[] query)
      implements ShownImages {
    @Override
    public int side() {
      return 1;
    }

    @Override
    public byte[] bankPicture(int index) {
      return new byte[] {(byte) (100 + index), 0, 0};
    }

    @Override
    public byte[] queryPicture(int index) {
      return new byte[] {(byte) index, 0, 0};
    }

    @Override
    public BankAndQuery pixels() {
      byte[] all = new byte[3 * bank.length];
      byte[] asked = new byte[3 * query.length];
      for (int i = 0; i < bank.length; i++) {
        all[3 * i + i % 3] = (byte) 200;
      }
      for (int i = 0; i < query.length; i++) {
        asked[3 * i + i % 3] = (byte) 200;
      }
      return RawPixels.of(all, asked, 3);
    }

    @Override
    public BankAndQuery learned() {
      return new BankAndQuery(vectors(bank), vectors(query));
    }

    private static Vectors vectors(double[] angles) {
      float[] values = new float[2 * angles.length];
      for (int i = 0; i < angles.length; i++) {
        values[2 * i] = (float) Math.cos(Math.toRadians(angles[i]));
        values[2 * i + 1] = (float) Math.sin(Math.toRadians(angles[i]));
      }
      return new Vectors(values, 2);
    }
  }

  private static Csv gallery(ShownImages images) throws Exception {
    return Csv.of(NeighbourGallery.lines(images));
  }

  /** The red of the pictures in a row of the gallery. */
  private static List<Integer> reds(Csv csv, int query, String by) throws Exception {
    return IntStream.range(0, csv.rows())
        .filter(row -> csv.text(row, "query").equals("" + query) && csv.text(row, "by").equals(by))
        .mapToObj(row -> red(csv.text(row, "png")))
        .toList();
  }

  private static int red(String png) {
    try {
      return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png))).getRGB(0, 0)
              >> 16
          & 0xff;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theFirstQueryOfEachClassIsShownWithTheFiveOfTheSmallestAngles() throws Exception {
    Angles images =
        new Angles(
            List.of("a", "b", "a", "b", "a", "b", "a"),
            List.of("b", "b", "a"),
            new double[] {0, 10, 20, 30, 40, 50, 60},
            new double[] {61, 0, 21});

    Csv csv = gallery(images);

    assertThat(reds(csv, 0, "query")).containsExactly(0);
    assertThat(reds(csv, 1, "query")).containsExactly(2);
    assertThat(reds(csv, 2, "query")).isEmpty();
    assertThat(reds(csv, 0, "learned")).containsExactly(106, 105, 104, 103, 102);
    assertThat(reds(csv, 1, "learned")).containsExactly(102, 103, 101, 104, 100);
    assertThat(csv.text(0, "label")).isEqualTo("b");
    assertThat(reds(csv, 0, "pixels").subList(0, 3)).containsExactlyInAnyOrder(100, 103, 106);
    assertThat(reds(csv, 1, "pixels").subList(0, 2)).containsExactlyInAnyOrder(102, 105);
  }

  @Test
  void withoutClassesTheFirstSixAreShown() throws Exception {
    Angles images =
        new Angles(
            List.of("", ""),
            List.of("", "", "", "", "", "", ""),
            new double[] {0, 10},
            new double[] {1, 2, 3, 4, 5, 6, 7});

    Csv csv = gallery(images);

    assertThat(reds(csv, 5, "query")).containsExactly(5);
    assertThat(reds(csv, 6, "query")).isEmpty();
    assertThat(reds(csv, 5, "learned")).containsExactly(101, 100);
  }

  @Test
  void embeddingsThatAreNotFiniteHaveNoNeighboursAndNoMap() throws Exception {
    Angles images =
        new Angles(List.of("a", "b"), List.of("a"), new double[] {0, Double.NaN}, new double[] {1});

    assertThat(reds(gallery(images), 0, "learned")).isEmpty();
    assertThat(reds(gallery(images), 0, "pixels")).hasSize(2);
    assertThat(Csv.of(EmbeddingMap.lines(images)).rows()).isOne();
    assertThat(
            Csv.of(
                    EmbeddingMap.lines(
                        new Angles(
                            List.of("a"),
                            List.of("a", "b"),
                            new double[] {0},
                            new double[] {1, Double.NaN})))
                .rows())
        .isZero();
  }
}
