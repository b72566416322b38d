package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.metrics.NearestNeighbours;
import io.hsicflow.model.metrics.NeighbourVote;
import io.hsicflow.model.metrics.Neighbours;
import io.hsicflow.operators.evaluator.Figures;
import io.hsicflow.pipeline.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Weighted nearest neighbours: the k largest cosines vote exp(cosine / temperature) for their
 * classes.
 *
 * @param k neighbours that vote; a smaller part to learn from gives all it has
 * @param temperature of the vote
 * @param threads that search
 */
public record KnnProtocol(int k, double temperature, int threads) implements Protocol {
  /** Checks the numbers. */
  public KnnProtocol {
    if (k < 1 || !(temperature > 0)) {
      throw new UserException(
          "k is %d and the temperature %s: take at least 1 neighbour (--k) and a temperature above 0 (--temperature)."
              .formatted(k, temperature));
    }
  }

  @Override
  public String name() {
    return "knn";
  }

  @Override
  public List<ProtocolResult> judge(EmbeddedSet set) {
    Neighbours neighbours =
        new NearestNeighbours(k, threads).byCosine(set.train().vectors(), set.test().vectors());
    NeighbourVote vote = new NeighbourVote(neighbours, set.train().labels());
    int[] labels = set.test().labels();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put(ProtocolResult.TOP1, vote.weightedAccuracy(k, temperature, labels, 1));
    figures.put(
        ProtocolResult.TOP5, vote.weightedAccuracy(k, temperature, labels, Figures.LIKELIEST));
    figures.put("k", k);
    figures.put("temperature", temperature);
    return List.of(
        new ProtocolResult(
            String.format(Locale.ROOT, "k = %d, temperature %s", k, temperature), figures));
  }
}
