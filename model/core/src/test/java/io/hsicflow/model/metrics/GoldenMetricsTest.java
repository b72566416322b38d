package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * golden/network/metrics-*: double arithmetic on float vectors, so to 1e-9; the neighbours equal.
 */
class GoldenMetricsTest {
  @ParameterizedTest
  @ValueSource(strings = {"metrics-0", "metrics-2"})
  void equalTheGoldenValues(String name) throws IOException {
    check(GoldenFile.resource(name + ".safetensors"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics-0", "metrics-1", "metrics-2"})
  void equalTheSharedGoldenValues(String name) throws IOException {
    check(GoldenFile.shared("golden/network/" + name + ".safetensors"));
  }

  private static void check(GoldenFile file) {
    Vectors bank = file.vectors("bank");
    Vectors query = file.vectors("query");
    Neighbours neighbours = new NearestNeighbours(200, 2).byCosine(bank, query);
    NeighbourVote vote = new NeighbourVote(neighbours, file.labels("bank_labels"));
    int[] labels = file.labels("query_labels");
    Matcher knn = Pattern.compile("knn_weighted_k(\\d+)_t([0-9.]+)").matcher(file.header());
    int compared = 0;
    while (knn.find()) {
      int[] predicted =
          vote.weighted(Integer.parseInt(knn.group(1)), Double.parseDouble(knn.group(2)));
      assertThat(NeighbourVote.accuracy(predicted, labels))
          .as(knn.group())
          .isEqualTo(file.expected(knn.group()));
      compared++;
    }
    assertThat(compared).isEqualTo(4);
    closeTo(file, "rankme", RankMe.of(bank));
    closeTo(file, "alignment", Alignment.of(query, file.vectors("positives")));
    closeTo(file, "uniformity", Uniformity.of(query));
    closeTo(file, "embedding_std", EmbeddingDeviation.of(bank));
  }

  private static void closeTo(GoldenFile file, String what, double ours) {
    double golden = file.expected(what);
    assertThat(ours).as(what).isCloseTo(golden, within(1e-9 * Math.abs(golden)));
  }
}
