package io.hsicflow.model.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.Head;
import io.hsicflow.model.network.InitialWeights;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.Norm;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.network.RunningStatistics;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.parity.RelativeError;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** Running statistics, and batch norm over the batches of two ranks. */
public abstract class NormStatisticsConformance {
  private static final int SIDE = 8;
  private static final int BATCH = 6;

  /** Opens the backend under test with two threads. */
  protected abstract Backend open(Precision precision);

  private final ParameterLayout.Builder builder = ParameterLayout.builder();
  private final ResNet encoder = new ResNet(builder, "encoder.", 18, Stem.CIFAR, 3);
  private final Head projector = new Head(builder, "projector", encoder.embedding(), 9, 5);
  private final ParameterLayout layout = builder.build();

  @Test
  void debiasesRunningStatistics() {
    try (Backend b = open(Precision.FLOAT64)) {
      ParameterBuffer parameters = start(b);
      RunningStatistics running = new RunningStatistics(b, layout);
      Norm norm = layout.norms().get(3);
      assertThat(b.read(running.mean(norm))).containsOnly(0);
      assertThat(b.read(running.variance(norm))).containsOnly(1);
      double[] hidden = new double[norm.channels()];
      for (int count = 1; count <= 3; count++) {
        NetworkPass pass = NetworkPass.forwardOnly(b, parameters, Collective.single());
        forward(b, pass, images(count, BATCH));
        double[] mean = b.read(pass.batchStatistics(norm).mean());
        running.update(pass);
        Arrays.setAll(hidden, i -> 0.9 * hidden[i] + 0.1 * mean[i]);
        double debias = 1 - Math.pow(0.9, count);
        double[] expected = Arrays.stream(hidden).map(v -> v / debias).toArray();
        assertThat(RelativeError.of(b.read(running.mean(norm)), expected)).isLessThan(1e-12);
        assertThat(running.counts()).containsOnly(count);
      }
      RunningStatistics restored = new RunningStatistics(b, layout);
      b.copy(running.hidden(), restored.hidden());
      restored.restoreCounts(running.counts());
      assertThat(b.read(restored.variance(norm))).isEqualTo(b.read(running.variance(norm)));
      assertThatThrownBy(() -> restored.restoreCounts(new long[1]))
          .hasMessageContaining("another network");
    }
  }

  @Test
  void treatsTwoRanksAsOneBatch() {
    try (Backend b = open(Precision.FLOAT64)) {
      ParameterBuffer parameters = start(b);
      double[] all = images(1, BATCH);
      double[] upstream = images(2, BATCH);

      ParameterBuffer whole = new ParameterBuffer(b, layout);
      NetworkPass single = NetworkPass.training(b, parameters, whole, Collective.single());
      double[] expected = b.read(forward(b, single, all));
      back(b, single, Arrays.copyOf(upstream, expected.length), BATCH);

      TwoRanks ranks = new TwoRanks(b);
      ParameterBuffer[] parts = {new ParameterBuffer(b, layout), new ParameterBuffer(b, layout)};
      double[][] outputs = new double[2][];
      Runnable[] tasks = new Runnable[2];
      for (int rank = 0; rank < 2; rank++) {
        int r = rank;
        tasks[r] =
            () -> {
              NetworkPass pass = NetworkPass.training(b, parameters, parts[r], ranks.member(r));
              outputs[r] = b.read(forward(b, pass, half(all, r, all.length)));
              back(b, pass, half(upstream, r, expected.length), BATCH / 2);
            };
      }
      b.sideBySide(tasks[0], tasks[1]);
      assertThat(RelativeError.of(outputs[0], half(expected, 0, expected.length)))
          .isLessThan(1e-11);
      assertThat(RelativeError.of(outputs[1], half(expected, 1, expected.length)))
          .isLessThan(1e-11);
      b.axpy(1, parts[1].flat(), parts[0].flat());
      assertThat(RelativeError.of(b.read(parts[0].flat()), b.read(whole.flat()))).isLessThan(1e-9);
    }
  }

  private static double[] half(double[] values, int which, int length) {
    return Arrays.copyOfRange(values, which * length / 2, (which + 1) * length / 2);
  }

  private ParameterBuffer start(Backend b) {
    ParameterBuffer parameters = new ParameterBuffer(b, layout);
    InitialWeights.draw(b, parameters, 4, 0);
    return parameters;
  }

  private Tensor forward(Backend b, NetworkPass pass, double[] images) {
    int n = images.length / (3 * SIDE * SIDE);
    return projector.forward(pass, encoder.forward(pass, b.activation(images, n, 3, SIDE, SIDE)));
  }

  private void back(Backend b, NetworkPass pass, double[] upstream, int n) {
    encoder.backward(pass, projector.backward(pass, b.of(upstream, n, upstream.length / n)), false);
  }

  private static double[] images(int seed, int n) {
    Random random = new Random(seed);
    double[] values = new double[n * 3 * SIDE * SIDE];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  /** Two members that meet for every exchange, each on its own thread. */
  private static final class TwoRanks {
    private final Backend backend;
    private final CyclicBarrier meeting = new CyclicBarrier(2);
    private final double[][] brought = new double[2][];

    TwoRanks(Backend backend) {
      this.backend = backend;
    }

    Collective member(int rank) {
      return new Collective() {
        @Override
        public int ranks() {
          return 2;
        }

        @Override
        public int rank() {
          return rank;
        }

        @Override
        public void sumInPlace(Tensor tensor) {
          brought[rank] = backend.read(tensor);
          meet();
          double[] sum = new double[brought[0].length];
          Arrays.setAll(sum, i -> brought[0][i] + brought[1][i]);
          meet();
          backend.write(tensor, sum);
        }

        @Override
        public Tensor gather(Tensor rows) {
          throw new UnsupportedOperationException("Batch norm gathers nothing.");
        }
      };
    }

    private void meet() {
      try {
        meeting.await();
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException("The two ranks did not meet.", e);
      }
    }
  }
}
