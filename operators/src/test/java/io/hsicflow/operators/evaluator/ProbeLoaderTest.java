package io.hsicflow.operators.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.operators.RecordingMetricGroup;
import io.hsicflow.operators.clock.ManualClock;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class ProbeLoaderTest {

  private static final int SIZE = 8;

  private final MemoryImages images = new MemoryImages();
  private final RecordingMetricGroup metrics = new RecordingMetricGroup();
  private final AtomicInteger rests = new AtomicInteger();

  @Test
  void imagesAreResizedAndSortedIntoBankAndQueryWithTheirClasses() throws Exception {
    images.add("a", "dark", "train", 10).add("b", "bright", "train", 200);
    images.add("c", "bright", "test", 210);

    Probe probe = load(Map.of());

    assertThat(probe.bank()).hasSize(2);
    assertThat(probe.query()).hasSize(1);
    assertThat(probe.queryLabels()).containsExactly(0);
    assertThat(probe.query().get(0).whole()).hasSize(3 * SIZE * SIZE).containsOnly((byte) 210);
    assertThat(probe.query().get(0).view1()).hasSize(3 * SIZE * SIZE);
    assertThat(probe.query().get(0).view2()).hasSize(3 * SIZE * SIZE);
    assertThat(probe.bank().get(0).view1()).isNull();
    assertThat(metrics.value("evaluation.bankImages")).isEqualTo(2);
    assertThat(metrics.value("evaluation.queryImages")).isEqualTo(1);
    assertThat(rests).hasValue(3);
  }

  @Test
  void whatTheGateRefusesIsLeftOutAndCounted() throws Exception {
    images.add("a", "dark", "train", 10);
    images.add("b", "dark", "train", new byte[] {1, 2, 3});
    images.addBytes(new byte[] {4, 5});

    assertThat(load(Map.of()).bank()).hasSize(1);
    assertThat(metrics.value("evaluation.refusedImages")).isEqualTo(2L);
  }

  @Test
  void theLimitsOfEveryGateHold() throws Exception {
    images.add("a", "dark", "train", 10);
    load(Map.of("gate.max-pixels", "100"));
    assertThat(metrics.value("evaluation.refusedImages")).isEqualTo(1L);
  }

  @Test
  void noMoreImagesAreKeptThanAllowed() throws Exception {
    for (int number = 0; number < 60; number++) {
      images.add("id-" + number, number % 2 == 0 ? "a" : "b", null, number);
    }
    Probe probe = load(Map.of("evaluation.max-images", "20"));
    assertThat(probe.bank().size() + probe.query().size()).isEqualTo(20);
  }

  @Test
  void anExceptionFromARestEndsTheLoading() throws Exception {
    images.add("a", "dark", "train", 10);
    assertThatThrownBy(
            () ->
                loader(Map.of())
                    .load(
                        Preprocess.Kind.WHOLE,
                        SIZE,
                        () -> {
                          throw new EvaluationGivenUpException();
                        }))
        .isInstanceOf(EvaluationGivenUpException.class);
  }

  private Probe load(Map<String, String> options) throws IOException {
    return loader(options).load(Preprocess.Kind.WHOLE, SIZE, rests::incrementAndGet);
  }

  private ProbeLoader loader(Map<String, String> options) {
    Configuration config = Configuration.fromMap(options);
    return new ProbeLoader(
        config, new GatedImages(config, images, new ManualClock()), new EvaluationMetrics(metrics));
  }
}
