package io.hsicflow.model.parity;

import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.loss.FrequencySampler;
import io.hsicflow.model.loss.Kernel;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Kind {@code rff-amplitude}: the share of drawn norms below each quantile of the reference's, for
 * independent and for orthogonal directions.
 */
final class AmplitudeCheck implements PlainCheck {
  private static final long SEED = 20261123;
  private static final int ROWS = 20_000;

  /** Orthogonal directions cost d^2 a row, and their norms are drawn the same way: fewer do. */
  private static final int ORTHOGONAL_NUMBERS = 2_000_000;

  @Override
  public void check(GoldenFile file, Measures measures) {
    double[] levels = file.numbers(file.list("quantiles"));
    if (!(file.at("amplitude") instanceof Map<?, ?> amplitudes)) {
      throw file.wrong("has an amplitude that is no object");
    }
    for (FeatureDirections directions : FeatureDirections.values()) {
      FrequencySampler sampler = new FrequencySampler(Kernel.INVERSE_MULTIQUADRIC, directions);
      for (Map.Entry<?, ?> entry : amplitudes.entrySet()) {
        int dimension = dimension(file, (String) entry.getKey());
        int rows = rows(directions, dimension);
        CounterRandom random = CounterRandom.at(SEED, Purpose.TEST, dimension, 0);
        double[] norms = norms(sampler.sample(random, rows, dimension), rows, dimension);
        double[] quantiles = file.numbers(entry.getValue());
        for (int i = 0; i < quantiles.length; i++) {
          String what =
              "share below quantile %.2f of d = %d, directions %s"
                  .formatted(levels[i], dimension, directions.name().toLowerCase(Locale.ROOT));
          measures.add(
              what,
              Math.abs(Samples.shareBelow(norms, quantiles[i]) - levels[i]),
              Bars.amplitude(rows));
        }
      }
    }
  }

  private static int dimension(GoldenFile file, String text) {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw file.wrong("has amplitudes of a dimension " + text);
    }
    return Integer.parseInt(text);
  }

  private static int rows(FeatureDirections directions, int dimension) {
    return directions == FeatureDirections.INDEPENDENT
        ? ROWS
        : Math.min(ROWS, ORTHOGONAL_NUMBERS / (dimension * dimension) * dimension + dimension);
  }

  /** Sorted. */
  private static double[] norms(double[] w, int rows, int d) {
    double[] norms = new double[rows];
    for (int i = 0; i < rows; i++) {
      norms[i] = RelativeError.norm(Arrays.copyOfRange(w, i * d, (i + 1) * d));
    }
    Arrays.sort(norms);
    return norms;
  }
}
