package io.hsicflow.pipeline.demo;

import io.hsicflow.model.metrics.EmbeddingDeviation;
import io.hsicflow.model.metrics.LinearProbe;
import io.hsicflow.model.metrics.NearestNeighbours;
import io.hsicflow.model.metrics.NeighbourVote;
import io.hsicflow.model.metrics.Neighbours;
import io.hsicflow.model.metrics.RankMe;
import io.hsicflow.model.metrics.Vectors;

/**
 * What some vectors of the bank and the query are worth. Accuracies are fractions of the query; a
 * number that does not apply is NaN.
 *
 * @param name what made the vectors
 * @param kind raw pixels, an untrained or the trained encoder
 * @param nearest5 majority of the 5 nearest
 * @param nearest200 the 200 nearest, weighted by exp(cosine / 0.1)
 * @param linear a {@link LinearProbe} that learned from the bank
 * @param rankMe of the bank
 * @param deviation of the bank's normalised vectors, 1 = isotropic
 */
public record Score(
    String name,
    Kind kind,
    double nearest5,
    double nearest200,
    double linear,
    double rankMe,
    double deviation) {
  /** Where vectors come from. */
  public enum Kind {
    /** The picture itself. */
    PIXELS,
    /** The picture itself, at a side for a linear classifier; neighbours are left out. */
    PIXELS_TO_LEARN,
    /** An encoder before its first step. */
    UNTRAINED,
    /** An encoder under training or after it. */
    TRAINED
  }

  private static final int FEW = 5;
  private static final int MANY = 200;
  private static final double TEMPERATURE = 0.1;

  /** How neighbours are looked for. */
  public enum Search {
    /** Largest cosine. */
    COSINE,
    /** Largest cosine around the bank's mean. */
    CENTRED_COSINE,
    /** Smallest distance; at k = 5 only. */
    EUCLIDEAN
  }

  /**
   * Neighbours of the query in the bank by cosine, and a linear classifier; with {@code labels}
   * null only what needs none.
   */
  static Score ofEncoder(
      String name, Kind kind, Vectors bank, Vectors query, ProbeLabels labels, int threads) {
    boolean finite = bank.isFinite() && query.isFinite();
    double rank = finite ? RankMe.of(bank) : Double.NaN;
    double deviation = finite ? EmbeddingDeviation.of(bank) : Double.NaN;
    if (labels == null || !finite) {
      return new Score(name, kind, Double.NaN, Double.NaN, Double.NaN, rank, deviation);
    }
    Score votes = ofSearch(name, kind, Search.COSINE, bank, query, labels, threads);
    return new Score(name, kind, votes.nearest5, votes.nearest200, Double.NaN, rank, deviation)
        .withLinear(linear(bank, query, labels));
  }

  /** The same with what a linear classifier makes of the vectors. */
  Score withLinear(double accuracy) {
    return new Score(name, kind, nearest5, nearest200, accuracy, rankMe, deviation);
  }

  /** The share of the query that a linear classifier of the bank is right for. */
  static double linear(Vectors bank, Vectors query, ProbeLabels labels) {
    return LinearProbe.train(bank, labels.bank(), () -> {}).accuracy(query, labels.query(), 1);
  }

  /** Neighbours only, RankMe and deviation left out. */
  public static Score ofSearch(
      String name,
      Kind kind,
      Search search,
      Vectors bank,
      Vectors query,
      ProbeLabels labels,
      int threads) {
    boolean distance = search == Search.EUCLIDEAN;
    NearestNeighbours nearest = new NearestNeighbours(distance ? FEW : MANY, threads);
    Neighbours neighbours =
        switch (search) {
          case COSINE -> nearest.byCosine(bank, query);
          case CENTRED_COSINE -> nearest.byCentredCosine(bank, query);
          case EUCLIDEAN -> nearest.byDistance(bank, query);
        };
    NeighbourVote vote = new NeighbourVote(neighbours, labels.bank());
    double few = NeighbourVote.accuracy(vote.majority(FEW), labels.query());
    double many =
        distance
            ? Double.NaN
            : NeighbourVote.accuracy(vote.weighted(MANY, TEMPERATURE), labels.query());
    return new Score(name, kind, few, many, Double.NaN, Double.NaN, Double.NaN);
  }
}
