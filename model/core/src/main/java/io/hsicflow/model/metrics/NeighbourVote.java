package io.hsicflow.model.metrics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Classifies queries by the labels of their neighbours. Labels are class numbers from 0. */
public final class NeighbourVote {
  private final Neighbours neighbours;
  private final int[] bankLabels;
  private final int classes;

  /**
   * A vote.
   *
   * @param neighbours of the queries
   * @param bankLabels the class of every bank vector
   * @throws IllegalArgumentException for a label below 0
   */
  public NeighbourVote(Neighbours neighbours, int[] bankLabels) {
    int most = -1;
    for (int label : bankLabels) {
      if (label < 0) {
        throw new IllegalArgumentException(
            "A bank label is " + label + "; leave vectors without a class out of the bank.");
      }
      most = Math.max(most, label);
    }
    this.neighbours = neighbours;
    this.bankLabels = bankLabels.clone();
    this.classes = most + 1;
  }

  /**
   * The class that most of the k nearest have; of equals the one with the larger sum of
   * similarities.
   */
  public int[] majority(int k) {
    return elect(k, similarity -> 1);
  }

  /** The class with the largest sum of exp(similarity / temperature) over the k nearest. */
  public int[] weighted(int k, double temperature) {
    return elect(k, exponential(temperature));
  }

  /**
   * The share of queries whose class is among the {@code top} that {@link #weighted} would elect
   * one after the other. A class that none of the k nearest has is never among them.
   *
   * @param labels the class of every query
   */
  public double weightedAccuracy(int k, double temperature, int[] labels, int top) {
    if (labels.length != neighbours.queries() || top < 1) {
      throw new IllegalArgumentException(
          "%d labels stand against %d queries, and the top %d classes are asked for; give one label per query and a top of at least 1."
              .formatted(labels.length, neighbours.queries(), top));
    }
    Count count = new Count(k, exponential(temperature));
    int right = 0;
    for (int q = 0; q < labels.length; q++) {
      count.of(q);
      right += labels[q] < classes && count.isAmong(top, labels[q]) ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  private static DoubleUnaryOperator exponential(double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "The temperature is " + temperature + "; give one above 0.");
    }
    return similarity -> Math.exp(similarity / temperature);
  }

  /** The share of predictions that are right. */
  public static double accuracy(int[] predicted, int[] labels) {
    if (predicted.length != labels.length) {
      throw new IllegalArgumentException(
          predicted.length
              + " predictions stand against "
              + labels.length
              + " labels; give one label per query.");
    }
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += predicted[i] == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  private int[] elect(int k, DoubleUnaryOperator weight) {
    Count count = new Count(k, weight);
    int[] elected = new int[neighbours.queries()];
    for (int q = 0; q < elected.length; q++) {
      count.of(q);
      elected[q] = count.first();
    }
    return elected;
  }

  /** The votes on one query at a time. */
  private final class Count {
    private final int voters;
    private final DoubleUnaryOperator weight;
    private final double[] votes = new double[classes];
    private final double[] sums = new double[classes];

    Count(int k, DoubleUnaryOperator weight) {
      if (k < 1) {
        throw new IllegalArgumentException("k is " + k + "; a vote needs at least 1 neighbour.");
      }
      this.voters = Math.min(k, neighbours.k());
      this.weight = weight;
    }

    void of(int query) {
      Arrays.fill(votes, 0);
      Arrays.fill(sums, 0);
      int first = query * neighbours.k();
      for (int i = first; i < first + voters; i++) {
        int label = bankLabels[neighbours.index()[i]];
        double similarity = neighbours.similarity()[i];
        votes[label] += weight.applyAsDouble(similarity);
        sums[label] += similarity;
      }
    }

    int first() {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (isAhead(c, best)) {
          best = c;
        }
      }
      return best;
    }

    boolean isAmong(int top, int label) {
      int ahead = 0;
      for (int c = 0; c < classes; c++) {
        // Of equals in everything the first one is elected.
        boolean before = isAhead(c, label) || c < label && !isAhead(label, c);
        ahead += before ? 1 : 0;
      }
      return votes[label] > 0 && ahead < top;
    }

    private boolean isAhead(int a, int b) {
      return votes[a] > votes[b] || votes[a] == votes[b] && votes[a] > 0 && sums[a] > sums[b];
    }
  }
}
