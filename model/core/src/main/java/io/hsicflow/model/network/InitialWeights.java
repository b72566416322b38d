package io.hsicflow.model.network;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.Arrays;

/**
 * The start of a network (docs/method.md section 2): weights normal with standard deviation
 * 1/sqrt(fan_in), drawn again where beyond two standard deviations; biases 0; batch-norm scale 1
 * and offset 0; the scale of a bottleneck's last batch norm 0.
 */
public final class InitialWeights {
  private static final double CUT = 2;

  /** Numbers drawn at a time: the largest tensors would take much of a small heap. */
  private static final int PIECE = 1 << 16;

  private InitialWeights() {}

  /**
   * Fills a buffer; the draw of a tensor depends on seed, network and its place in the layout only.
   *
   * @param network 0 for the online network, 1 for the target
   */
  public static void draw(Backend backend, ParameterBuffer buffer, long seed, int network) {
    CounterRandom random = CounterRandom.at(seed, Purpose.INITIAL_WEIGHTS, network, 0);
    int index = 0;
    for (Parameter p : buffer.layout().parameters()) {
      random.reset(seed, Purpose.INITIAL_WEIGHTS, network, index);
      for (long from = 0; from < p.size(); from += PIECE) {
        double[] values = new double[(int) Math.min(PIECE, p.size() - from)];
        fill(values, p, random);
        backend.write(backend.view(buffer.flat(), p.offset() + from, values.length), values);
      }
      index++;
    }
  }

  private static void fill(double[] values, Parameter p, CounterRandom random) {
    if (p.kind() == ParameterKind.WEIGHT) {
      double deviation = 1 / Math.sqrt(p.fanIn());
      for (int i = 0; i < values.length; i++) {
        values[i] = deviation * cutNormal(random);
      }
    } else if (p.kind() == ParameterKind.SCALE) {
      Arrays.fill(values, 1);
    }
  }

  private static double cutNormal(CounterRandom random) {
    double g = random.nextGaussian();
    while (Math.abs(g) > CUT) {
      g = random.nextGaussian();
    }
    return g;
  }
}
