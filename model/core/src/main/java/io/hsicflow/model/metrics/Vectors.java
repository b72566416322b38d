package io.hsicflow.model.metrics;

import java.util.Arrays;

/**
 * Row vectors, such as embeddings or raw pixels.
 *
 * @param values the rows one after the other, {@code [count, dimension]}
 * @param dimension length of a row
 */
public record Vectors(float[] values, int dimension) {

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException where the values are not whole rows
   */
  public Vectors {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "A vector has " + dimension + " dimensions; give at least 1.");
    }
    if (values.length % dimension != 0) {
      throw new IllegalArgumentException(
          values.length
              + " values are not whole vectors of "
              + dimension
              + " dimensions; cut or fill the last one.");
    }
  }

  /** Pixels of 8 bits as vectors in [0, 1], one of {@code dimension} bytes per image. */
  public static Vectors ofPixels(byte[] pixels, int dimension) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] & 0xff) / 255f;
    }
    return new Vectors(values, dimension);
  }

  /** Number of rows. */
  public int count() {
    return values.length / dimension;
  }

  /** The mean row. */
  public float[] mean() {
    double[] sum = new double[dimension];
    for (int at = 0; at < values.length; at += dimension) {
      for (int d = 0; d < dimension; d++) {
        sum[d] += values[at + d];
      }
    }
    float[] mean = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      mean[d] = (float) (sum[d] / Math.max(1, count()));
    }
    return mean;
  }

  /**
   * Each row less {@code centre}; the query of a centred search is centred by the mean of the bank.
   *
   * @throws IllegalArgumentException where the centre has another length
   */
  public Vectors minus(float[] centre) {
    if (centre.length != dimension) {
      throw new IllegalArgumentException(
          "The centre has "
              + centre.length
              + " dimensions and the vectors have "
              + dimension
              + "; give one of theirs.");
    }
    float[] moved = new float[values.length];
    for (int at = 0; at < values.length; at += dimension) {
      for (int d = 0; d < dimension; d++) {
        moved[at + d] = values[at + d] - centre[d];
      }
    }
    return new Vectors(moved, dimension);
  }

  /** Each row divided by its Euclidean norm; rows of zeros stay. */
  public Vectors normalised() {
    float[] unit = new float[values.length];
    for (int at = 0; at < values.length; at += dimension) {
      double norm = Math.sqrt(squaredNorm(at));
      double scale = norm > 0 ? 1 / norm : 0;
      for (int d = 0; d < dimension; d++) {
        unit[at + d] = (float) (values[at + d] * scale);
      }
    }
    return new Vectors(unit, dimension);
  }

  /**
   * These rows, then those of {@code other}.
   *
   * @throws IllegalArgumentException where the others have another dimension
   */
  public Vectors with(Vectors other) {
    if (other.dimension != dimension) {
      throw new IllegalArgumentException(
          "Vectors of "
              + dimension
              + " dimensions and of "
              + other.dimension
              + " do not compare; embed both with one encoder.");
    }
    float[] all = Arrays.copyOf(values, Math.addExact(values.length, other.values.length));
    System.arraycopy(other.values, 0, all, values.length, other.values.length);
    return new Vectors(all, dimension);
  }

  /** Some of the rows, in the order of {@code rows}. */
  public Vectors select(int[] rows) {
    float[] some = new float[Math.multiplyExact(rows.length, dimension)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * dimension, some, i * dimension, dimension);
    }
    return new Vectors(some, dimension);
  }

  /** Whether every value is a finite number. */
  public boolean isFinite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Squared norm of the row that starts at {@code at}. */
  double squaredNorm(int at) {
    double sum = 0;
    for (int d = 0; d < dimension; d++) {
      sum += (double) values[at + d] * values[at + d];
    }
    return sum;
  }

  /** Row {@code row} in double, divided by its norm (a row of zeros stays), into {@code target}. */
  void normalisedRow(int row, double[] target) {
    int at = row * dimension;
    double norm = Math.sqrt(squaredNorm(at));
    double scale = norm > 0 ? 1 / norm : 0;
    for (int d = 0; d < dimension; d++) {
      target[d] = values[at + d] * scale;
    }
  }
}
