package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
  private static Vectors random(int count, int dimension, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() + 0.5f;
    }
    return new Vectors(values, dimension);
  }

  private static int[] bySorting(int bank, int k, Comparator<Integer> nearer) {
    return IntStream.range(0, bank)
        .boxed()
        .sorted(nearer.thenComparing(Comparator.naturalOrder()))
        .limit(k)
        .mapToInt(i -> i)
        .toArray();
  }

  private static double cosine(Vectors a, int i, Vectors b, int j) {
    double[] x = new double[a.dimension()];
    double[] y = new double[a.dimension()];
    a.normalisedRow(i, x);
    b.normalisedRow(j, y);
    return IntStream.range(0, x.length).mapToDouble(d -> x[d] * y[d]).sum();
  }

  private static double distance(Vectors a, int i, Vectors b, int j) {
    return IntStream.range(0, a.dimension())
        .mapToDouble(d -> a.values()[i * a.dimension() + d] - b.values()[j * b.dimension() + d])
        .map(x -> x * x)
        .sum();
  }

  @Test
  void findsWhatSortingAllFindsAcrossPanelsBlocksAndThreads() {
    Vectors bank = random(1300, 37, 1);
    Vectors query = random(150, 37, 2);
    for (int threads : new int[] {1, 2}) {
      Neighbours byCosine = new NearestNeighbours(20, threads).byCosine(bank, query);
      Neighbours byDistance = new NearestNeighbours(20, threads).byDistance(bank, query);
      for (int q = 0; q < query.count(); q += 7) {
        int mine = q;
        assertThat(Arrays.copyOfRange(byCosine.index(), q * 20, q * 20 + 20))
            .isEqualTo(
                bySorting(
                    1300, 20, Comparator.comparingDouble(i -> -cosine(bank, i, query, mine))));
        assertThat(Arrays.copyOfRange(byDistance.index(), q * 20, q * 20 + 20))
            .isEqualTo(
                bySorting(
                    1300, 20, Comparator.comparingDouble(i -> distance(bank, i, query, mine))));
      }
    }
  }

  @Test
  void centringTakesTheMeanOfTheBankFromBothSides() {
    Vectors bank = random(90, 5, 3);
    Vectors query = random(10, 5, 4);
    float[] mean = bank.mean();
    Neighbours centred = new NearestNeighbours(3, 1).byCentredCosine(bank, query);
    Neighbours byHand = new NearestNeighbours(3, 1).byCosine(bank.minus(mean), query.minus(mean));
    assertThat(centred.index()).isEqualTo(byHand.index());
  }

  @Test
  void ofEquallyNearVectorsTheFirstComesFirst() {
    Vectors bank = new Vectors(new float[] {0, 1, 1, 0, 2, 0, 1, 0}, 2);
    Neighbours found =
        new NearestNeighbours(3, 1).byCosine(bank, new Vectors(new float[] {5, 0}, 2));
    assertThat(found.index()).containsExactly(1, 2, 3);
  }

  @Test
  void aSmallBankGivesAllItHas() {
    Neighbours found = new NearestNeighbours(200, 2).byCosine(random(3, 4, 5), random(2, 4, 6));
    assertThat(found.k()).isEqualTo(3);
    assertThat(found.queries()).isEqualTo(2);
    assertThat(new NeighbourVote(found, new int[] {0, 1, 1}).majority(200)).containsExactly(1, 1);
  }

  @Test
  void aVectorThatIsNotANumberIsNobodysNeighbour() {
    Vectors bank = new Vectors(new float[] {Float.NaN, 1, 1, 0, 0, 1}, 2);
    Neighbours found =
        new NearestNeighbours(2, 1).byCosine(bank, new Vectors(new float[] {1, 0}, 2));
    assertThat(found.index()).containsExactly(1, 2);
  }

  @Test
  void vectorsOfDifferentLengthsAreRefused() {
    assertThatThrownBy(() -> new NearestNeighbours(1, 1).byCosine(random(3, 4, 1), random(3, 5, 1)))
        .hasMessageContaining("4 dimensions")
        .hasMessageContaining("5");
  }
}
