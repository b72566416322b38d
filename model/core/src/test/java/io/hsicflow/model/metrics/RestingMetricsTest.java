package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What computes for long can be made to rest, or to end, between pieces of its work. */
class RestingMetricsTest {
  private static final int COUNT = 200;
  private static final int DIMENSION = 16;
  private static final Vectors VECTORS = vectors();

  private static final Map<String, ToDoubleFunction<Runnable>> METRICS =
      Map.of(
          "rankme", between -> RankMe.of(VECTORS, between),
          "uniformity", between -> Uniformity.of(VECTORS, between),
          "window drift", between -> WindowDrift.of(VECTORS, VECTORS, 0, between).noise(),
          "novelty", between -> Novelty.of(VECTORS, VECTORS, VECTORS, between).value(),
          "drift", between -> new EmbeddingDrift(VECTORS, 0, between).of(VECTORS),
          "neighbours",
              between ->
                  new NearestNeighbours(5, between).byCosine(VECTORS, VECTORS).similarity()[1]);

  @Test
  void restsChangeNothing() {
    METRICS.forEach(
        (name, metric) -> {
          AtomicInteger rests = new AtomicInteger();
          assertThat(metric.applyAsDouble(rests::incrementAndGet))
              .as(name)
              .isEqualTo(metric.applyAsDouble(() -> {}));
          assertThat(rests.get()).as(name).isGreaterThan(1);
        });
  }

  @Test
  void anExceptionFromARestEndsTheWork() {
    METRICS.forEach(
        (name, metric) ->
            assertThatThrownBy(
                    () ->
                        metric.applyAsDouble(
                            () -> {
                              throw new IllegalStateException("enough");
                            }))
                .as(name)
                .hasMessage("enough"));
  }

  private static Vectors vectors() {
    CounterRandom random = CounterRandom.at(5, Purpose.TEST, 0, 0);
    float[] values = new float[COUNT * DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Vectors(values, DIMENSION);
  }
}
