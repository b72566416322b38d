package io.hsicflow.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.loss.CounterDraws;
import io.hsicflow.model.loss.FrequencySampler;
import io.hsicflow.model.parity.RelativeError;
import java.util.Arrays;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The seam for several trainers: two of them, half a batch each, do what one does with the whole.
 */
class SharedStepTest {
  private static final int RANKS = 2;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoTrainersComputeTheStepsOfOne(boolean target) throws Exception {
    LearnerSettings settings = TinyLearner.settings().target(target).probeClasses(0).build();
    double[] alone = new double[0];
    StepReport report = null;
    try (Backend backend = open();
        Learner learner = Learner.create(backend, settings)) {
      for (int step = 0; step < 3; step++) {
        report = learner.step(TinyLearner.batch(settings, step));
      }
      alone = backend.read(learner.buffers().online().flat());
    }
    Exchange exchange = new Exchange();
    ExecutorService threads = Executors.newFixedThreadPool(RANKS);
    try {
      Future<double[]> other = threads.submit(() -> runRank(settings, exchange, 1));
      double[] first = runRank(settings, exchange, 0);
      double[] second = other.get(60, TimeUnit.SECONDS);
      assertThat(second).isEqualTo(first);
      assertThat(RelativeError.of(first, alone)).isLessThan(1e-9);
      assertThat(RelativeError.of(exchange.lastLoss, report.loss())).isLessThan(1e-9);
      assertThat(RelativeError.of(exchange.lastNorm, report.gradientNorm())).isLessThan(1e-9);
      assertThat(exchange.lastImages).isEqualTo(report.images());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void batchThatCannotBeSharedEvenlyIsRefused() {
    LearnerSettings settings = TinyLearner.settings().batch(9).build();
    try (Backend backend = open()) {
      Collective two = new Rank(backend, new Exchange(), 0);
      assertThatThrownBy(() -> new Learner(backend, settings, draws(settings), two))
          .hasMessageContaining("9 images")
          .hasMessageContaining("2 trainers");
    }
  }

  private static double[] runRank(LearnerSettings settings, Exchange exchange, int rank) {
    try (Backend backend = open();
        Learner learner =
            new Learner(backend, settings, draws(settings), new Rank(backend, exchange, rank))) {
      for (int step = 0; step < 3; step++) {
        Batch whole = TinyLearner.batch(settings, step);
        int half = whole.view1().length / RANKS;
        StepReport report =
            learner.step(
                new Batch(
                    Arrays.copyOfRange(whole.view1(), rank * half, (rank + 1) * half),
                    Arrays.copyOfRange(whole.view2(), rank * half, (rank + 1) * half),
                    null,
                    whole.size() / RANKS));
        if (rank == 0) {
          exchange.lastLoss = report.loss();
          exchange.lastNorm = report.gradientNorm();
          exchange.lastImages = report.images();
        }
      }
      return backend.read(learner.buffers().online().flat());
    }
  }

  private static CounterDraws draws(LearnerSettings settings) {
    return new CounterDraws(
        settings.seed(),
        new FrequencySampler(settings.loss().kernel(), settings.loss().directions()));
  }

  private static Backend open() {
    return Backends.open("nd4j", Precision.FLOAT64, 1);
  }

  /** Where the ranks of one process lay their numbers for one another. */
  private static final class Exchange {
    private final CyclicBarrier barrier = new CyclicBarrier(RANKS);
    private final double[][] given = new double[RANKS][];
    private double lastLoss;
    private double lastNorm;
    private long lastImages;

    double[][] all(int rank, double[] own) {
      given[rank] = own;
      meet();
      double[][] all = given.clone();
      meet();
      return all;
    }

    private void meet() {
      try {
        barrier.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException("The other rank did not come.", e);
      }
    }
  }

  private record Rank(Backend backend, Exchange exchange, int rank) implements Collective {
    @Override
    public int ranks() {
      return RANKS;
    }

    @Override
    public void sumInPlace(Tensor tensor) {
      double[][] all = exchange.all(rank, backend.read(tensor));
      double[] sum = new double[all[0].length];
      for (double[] one : all) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += one[i];
        }
      }
      backend.write(tensor, sum);
    }

    @Override
    public Tensor gather(Tensor rows) {
      double[][] all = exchange.all(rank, backend.read(rows));
      double[] together = new double[RANKS * all[0].length];
      for (int r = 0; r < RANKS; r++) {
        System.arraycopy(all[r], 0, together, r * all[r].length, all[r].length);
      }
      return backend.of(together, RANKS * rows.dimension(0), rows.dimension(1));
    }
  }
}
