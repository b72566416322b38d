package io.hsicflow.model.metrics;

/** Sums over some vectors: of each of their {@link DriftFeatures}, and of all features' squares. */
final class FeatureSums {

  private final double[] features = new double[DriftFeatures.COUNT];
  private double squares;
  private int count;

  /** One more vector, by its features. */
  void add(double[] row) {
    for (int f = 0; f < features.length; f++) {
      features[f] += row[f];
      squares += row[f] * row[f];
    }
    count++;
  }

  /**
   * The squared maximum mean discrepancy of these vectors and others, two or more of each, without
   * the bias that small samples bring: the mean kernel of two different ones of each side, less
   * twice that of one from here and one from there.
   */
  double discrepancy(FeatureSums other) {
    double across = 0;
    for (int f = 0; f < features.length; f++) {
      across += features[f] * other.features[f];
    }
    return within() + other.within() - 2 * across / ((double) count * other.count);
  }

  /** The same between some of these vectors and the rest of them. */
  double discrepancyOfPart(FeatureSums part) {
    FeatureSums rest = new FeatureSums();
    for (int f = 0; f < features.length; f++) {
      rest.features[f] = features[f] - part.features[f];
    }
    rest.squares = squares - part.squares;
    rest.count = count - part.count;
    return part.discrepancy(rest);
  }

  /** The mean kernel of two different vectors of these. */
  private double within() {
    double all = 0;
    for (double feature : features) {
      all += feature * feature;
    }
    return (all - squares) / ((double) count * (count - 1));
  }
}
