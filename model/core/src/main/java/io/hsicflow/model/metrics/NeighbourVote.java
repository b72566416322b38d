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
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "The temperature is " + temperature + "; give one above 0.");
    }
    return elect(k, similarity -> Math.exp(similarity / temperature));
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
    if (k < 1) {
      throw new IllegalArgumentException("k is " + k + "; a vote needs at least 1 neighbour.");
    }
    int voters = Math.min(k, neighbours.k());
    int[] elected = new int[neighbours.queries()];
    double[] votes = new double[classes];
    double[] sums = new double[classes];
    for (int q = 0; q < elected.length; q++) {
      Arrays.fill(votes, 0);
      Arrays.fill(sums, 0);
      for (int i = q * neighbours.k(); i < q * neighbours.k() + voters; i++) {
        int label = bankLabels[neighbours.index()[i]];
        double similarity = neighbours.similarity()[i];
        votes[label] += weight.applyAsDouble(similarity);
        sums[label] += similarity;
      }
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (votes[c] > votes[best]
            || votes[c] == votes[best] && votes[c] > 0 && sums[c] > sums[best]) {
          best = c;
        }
      }
      elected[q] = best;
    }
    return elected;
  }
}
