package io.hsicflow.model.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Follower;
import io.hsicflow.model.backend.LarsPart;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Backends keep weights in another layout or precision between convolutions: every way of changing
 * them counts. All numbers are exact in bfloat16.
 */
public abstract class ChangedWeightsConformance {
  private static final int CHANNELS = 16;
  private static final int WEIGHTS = CHANNELS * CHANNELS;

  /** Opens the backend under test. */
  protected abstract Backend open(Precision precision);

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "BFLOAT16"})
  void everyChangeOfWeightsIsSeenByTheNextConvolution(Precision precision) {
    try (Backend backend = open(precision)) {
      Tensor flat = backend.persistentZeros(2 * WEIGHTS);
      Tensor weights = backend.view(flat, WEIGHTS, CHANNELS, CHANNELS, 1, 1);
      Tensor ones = backend.persistentZeros(2 * WEIGHTS);
      backend.fill(ones, 1);
      Tensor momentum = backend.persistentZeros(2 * WEIGHTS);
      ByteBuffer twelves = ByteBuffer.allocateDirect(8 * WEIGHTS).order(ByteOrder.LITTLE_ENDIAN);
      while (twelves.hasRemaining()) {
        twelves.putFloat(12);
      }
      Map<Runnable, Double> changes = new LinkedHashMap<>();
      changes.put(() -> backend.fill(flat, 2), 2.0);
      changes.put(() -> backend.scale(flat, 3), 6.0);
      changes.put(() -> backend.axpy(2, ones, flat), 8.0);
      changes.put(() -> backend.lerp(flat, ones, 0.5), 4.5);
      changes.put(() -> backend.lerpEach(List.of(flat), List.of(ones), 1), 1.0);
      changes.put(() -> backend.fill(flat, 4.5), 4.5);
      changes.put(() -> backend.larsUpdate(flat, ones, momentum, 0.5, 0, 0, 0, List.of()), 4.0);
      changes.put(
          () ->
              backend.larsUpdateEach(
                  List.of(
                      new LarsPart(
                          momentum,
                          ones,
                          backend.zeros(2 * WEIGHTS),
                          0,
                          0,
                          List.of(new Follower(flat, 1), new Follower(ones, 0)))),
                  0,
                  0),
          1.0);
      changes.put(() -> backend.copyFrom(twelves.flip(), flat), 12.0);
      changes.put(() -> backend.copy(ones, flat), 1.0);
      changes.put(() -> backend.write(weights, filled(7)), 7.0);
      changes.put(() -> backend.dropCopies(flat), 7.0);
      changes.put(() -> backend.fill(flat, 0), 0.0);
      changes.forEach(
          (change, value) -> {
            change.run();
            backend.scoped(() -> assertThat(sums(backend, weights)).containsOnly(16 * value));
          });
    }
  }

  private static double[] sums(Backend backend, Tensor weights) {
    Tensor x = backend.activation(new double[CHANNELS], 1, CHANNELS, 1, 1);
    double[] ones = new double[CHANNELS];
    Arrays.fill(ones, 1);
    backend.write(x, ones);
    return backend.read(backend.convolution(x, weights, 1, 0));
  }

  private static double[] filled(double value) {
    double[] values = new double[WEIGHTS];
    Arrays.fill(values, value);
    return values;
  }
}
