package io.hsicflow.model.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth convex function by limited-memory BFGS (Liu and Nocedal 1989): the two-loop
 * recursion over the last steps and a search backwards from the whole step until Armijo's condition
 * holds. No random numbers: the same function gives the same bits.
 */
final class LimitedMemoryBfgs {
  private static final int MEMORY = 10;
  private static final double ARMIJO = 1e-4;
  private static final int MOST_HALVINGS = 40;

  /** A curvature below this part of |s| |y| would spoil the next directions. */
  private static final double LEAST_CURVATURE = 1e-10;

  private final Objective objective;
  private final Deque<Pair> pairs = new ArrayDeque<>();
  private double[] point;
  private double[] gradient;
  private double value;

  /** What is minimised. */
  interface Objective {
    /**
     * The value at a point.
     *
     * @param gradient takes the gradient there
     */
    double at(double[] point, double[] gradient);
  }

  LimitedMemoryBfgs(Objective objective, double[] start) {
    this.objective = objective;
    point = start.clone();
    gradient = new double[start.length];
    value = objective.at(point, gradient);
  }

  /** Where it is. */
  double[] point() {
    return point;
  }

  /** The largest part of the gradient there, by its absolute value. */
  double steepness() {
    double largest = 0;
    for (double part : gradient) {
      largest = Math.max(largest, Math.abs(part));
    }
    return largest;
  }

  /**
   * One step.
   *
   * @return whether it led lower; if not, the precision of doubles is used up
   */
  boolean step() {
    double[] direction = direction();
    double slope = dot(direction, gradient);
    // Nothing is known of the function's scale before the first step.
    double length = pairs.isEmpty() ? 1 / Math.max(1, Math.sqrt(-slope)) : 1;
    double[] next = new double[point.length];
    double[] nextGradient = new double[point.length];
    for (int halvings = 0; halvings < MOST_HALVINGS; halvings++) {
      for (int i = 0; i < next.length; i++) {
        next[i] = point[i] + length * direction[i];
      }
      double nextValue = objective.at(next, nextGradient);
      if (nextValue < value && nextValue <= value + ARMIJO * length * slope) {
        remember(next, nextGradient);
        point = next;
        gradient = nextGradient;
        value = nextValue;
        return true;
      }
      length /= 2;
    }
    return false;
  }

  private double[] direction() {
    double[] direction = new double[point.length];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -gradient[i];
    }
    double[] weights = new double[pairs.size()];
    int at = pairs.size();
    for (Iterator<Pair> newestFirst = pairs.descendingIterator(); newestFirst.hasNext(); ) {
      Pair pair = newestFirst.next();
      weights[--at] = dot(pair.move, direction) / pair.curvature;
      add(-weights[at], pair.turn, direction);
    }
    if (!pairs.isEmpty()) {
      Pair newest = pairs.getLast();
      double scale = newest.curvature / dot(newest.turn, newest.turn);
      for (int i = 0; i < direction.length; i++) {
        direction[i] *= scale;
      }
    }
    for (Pair pair : pairs) {
      double back = dot(pair.turn, direction) / pair.curvature;
      add(weights[at++] - back, pair.move, direction);
    }
    return direction;
  }

  private void remember(double[] next, double[] nextGradient) {
    double[] move = new double[next.length];
    double[] turn = new double[next.length];
    for (int i = 0; i < move.length; i++) {
      move[i] = next[i] - point[i];
      turn[i] = nextGradient[i] - gradient[i];
    }
    double curvature = dot(move, turn);
    if (curvature <= LEAST_CURVATURE * Math.sqrt(dot(move, move) * dot(turn, turn))) {
      return;
    }
    if (pairs.size() == MEMORY) {
      pairs.removeFirst();
    }
    pairs.addLast(new Pair(move, turn, curvature));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double factor, double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  /** A step: how far the point moved and how the gradient turned. */
  private record Pair(double[] move, double[] turn, double curvature) {}
}
