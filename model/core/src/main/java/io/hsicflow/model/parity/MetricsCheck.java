package io.hsicflow.model.parity;

import io.hsicflow.model.metrics.Alignment;
import io.hsicflow.model.metrics.EmbeddingDeviation;
import io.hsicflow.model.metrics.NearestNeighbours;
import io.hsicflow.model.metrics.NeighbourVote;
import io.hsicflow.model.metrics.RankMe;
import io.hsicflow.model.metrics.Uniformity;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.snapshot.TensorData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kind {@code metrics}: weighted nearest neighbours and the figures that need no labels. */
final class MetricsCheck implements PlainCheck {
  private static final Pattern WEIGHTED = Pattern.compile("knn_weighted_k([0-9]{1,9})_t([0-9.]+)");

  @Override
  public void check(GoldenFile file, Measures measures) {
    if (!(file.metadata("expected") instanceof Map<?, ?> expected)) {
      throw file.wrong("has metadata expected that are no object");
    }
    Vectors bank = vectors(file, "bank");
    Vectors query = vectors(file, "query");
    Map<String, Matcher> votes = new LinkedHashMap<>();
    for (Object name : expected.keySet()) {
      double golden = file.number(expected, (String) name);
      switch ((String) name) {
        case "rankme" -> measures.number("rankme", RankMe.of(bank), golden, Bars.METRICS);
        case "alignment" ->
            measures.number(
                "alignment", Alignment.of(query, vectors(file, "positives")), golden, Bars.METRICS);
        case "uniformity" ->
            measures.number("uniformity", Uniformity.of(query), golden, Bars.METRICS);
        case "embedding_std" ->
            measures.number("embedding_std", EmbeddingDeviation.of(bank), golden, Bars.METRICS);
        default -> {
          Matcher vote = WEIGHTED.matcher((String) name);
          if (!vote.matches()) {
            throw file.wrong("expects a metric " + name + ", which is not known");
          }
          votes.put((String) name, vote);
        }
      }
    }
    if (!votes.isEmpty()) {
      checkVotes(file, bank, query, votes, expected, measures);
    }
  }

  private static void checkVotes(
      GoldenFile file,
      Vectors bank,
      Vectors query,
      Map<String, Matcher> votes,
      Map<?, ?> expected,
      Measures measures) {
    int most =
        votes.values().stream().mapToInt(vote -> Integer.parseInt(vote.group(1))).max().orElse(1);
    int threads = Runtime.getRuntime().availableProcessors();
    NeighbourVote vote =
        new NeighbourVote(
            new NearestNeighbours(most, threads).byCosine(bank, query),
            file.tensor("bank_labels").toInts());
    int[] labels = file.tensor("query_labels").toInts();
    votes.forEach(
        (name, setting) -> {
          int k = Integer.parseInt(setting.group(1));
          double temperature = Double.parseDouble(setting.group(2));
          double accuracy = NeighbourVote.accuracy(vote.weighted(k, temperature), labels);
          long ours = Math.round(accuracy * labels.length);
          long golden = Math.round(file.number(expected, name) * labels.length);
          measures.equal("queries that " + name + " gets right", ours, golden);
        });
  }

  private static Vectors vectors(GoldenFile file, String name) {
    TensorData tensor = file.tensor(name);
    return new Vectors(tensor.toFloats(), tensor.shape()[1]);
  }
}
