package io.hsicflow.operators.trainer;

/**
 * Mean accuracy of the online probe over the last steps that had labels, each of which counts
 * alike: one step's own jumps by the size of a batch. Written by one thread, read by any.
 */
final class AccuracyWindow {
  private final double[] accuracies;
  private int next;
  private int filled;
  private volatile double mean = Double.NaN;

  /** A window over so many steps. */
  AccuracyWindow(int steps) {
    accuracies = new double[steps];
  }

  /** Takes a step's accuracy; the oldest goes where the window is full. */
  void add(double accuracy) {
    accuracies[next] = accuracy;
    next = (next + 1) % accuracies.length;
    filled = Math.min(filled + 1, accuracies.length);
    double sum = 0;
    for (int i = 0; i < filled; i++) {
      sum += accuracies[i];
    }
    mean = sum / filled;
  }

  /** NaN before the first step with labels. */
  double mean() {
    return mean;
  }
}
