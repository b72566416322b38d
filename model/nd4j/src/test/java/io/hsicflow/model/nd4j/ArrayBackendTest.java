package io.hsicflow.model.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Device;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.ChangedWeightsConformance;
import io.hsicflow.model.conformance.FlatMemoryConformance;
import io.hsicflow.model.conformance.GoldenNetworkConformance;
import io.hsicflow.model.conformance.LearnerConformance;
import io.hsicflow.model.conformance.MatrixConformance;
import io.hsicflow.model.conformance.MemoryConformance;
import io.hsicflow.model.conformance.NetworkGradientConformance;
import io.hsicflow.model.conformance.NormStatisticsConformance;
import io.hsicflow.model.conformance.Offered;
import io.hsicflow.model.conformance.PrimitivesConformance;
import io.hsicflow.model.conformance.RepetitionConformance;
import io.hsicflow.model.conformance.StepMemoryConformance;
import io.hsicflow.model.golden.GoldenErrors;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The backend for GPUs, held to what every backend is held to. The calls are the same in ND4J's
 * build for processors, so that no GPU is needed; the kernels behind them are others.
 */
class ArrayBackendTest {
  private static final GoldenErrors ERRORS = new GoldenErrors();

  @AfterAll
  static void write() {
    ERRORS.write(ArrayBackendTest.class);
  }

  private static ArrayBackend backend(Precision precision, int threads) {
    Offered.assumeOffered(new Nd4jBackendProvider(), precision);
    assertThat(Nd4jBuild.load(Device.CPU)).isEmpty();
    return new ArrayBackend(precision, threads, Device.CPU);
  }

  @Nested
  class Primitives extends PrimitivesConformance {
    @Override
    protected Backend open(Precision precision) {
      return backend(precision, 1);
    }
  }

  @Nested
  class Matrices extends MatrixConformance {
    @Override
    protected Backend open(Precision precision) {
      return backend(precision, 1);
    }
  }

  @Nested
  class NormStatistics extends NormStatisticsConformance {
    @Override
    protected Backend open(Precision precision) {
      return backend(precision, 2);
    }
  }

  @Nested
  class Memory extends MemoryConformance {
    @Override
    protected Backend open(Precision precision, int threads) {
      return backend(precision, threads);
    }
  }

  @Nested
  class StepMemory extends StepMemoryConformance {
    @Override
    protected Backend open(Precision precision, int threads) {
      return backend(precision, threads);
    }

    @Override
    protected long bytes(Backend backend) {
      return ((ArrayBackend) backend).bytes();
    }
  }

  @Nested
  @Tag("slow")
  class FlatMemory extends FlatMemoryConformance {
    @Override
    protected Backend open(Precision precision, int threads) {
      return backend(precision, threads);
    }
  }

  @Nested
  class Repetition extends RepetitionConformance {
    @Override
    protected Backend open(Precision precision, int threads) {
      return backend(precision, threads);
    }

    @Override
    protected long bytes(Backend backend) {
      return ((ArrayBackend) backend).bytes();
    }
  }

  @Nested
  class ChangedWeights extends ChangedWeightsConformance {
    @Override
    protected Backend open(Precision precision) {
      return backend(precision, 1);
    }
  }

  @Nested
  class NetworkGradients extends NetworkGradientConformance {
    @Override
    protected Backend open(Precision precision) {
      return backend(precision, 1);
    }
  }

  @Nested
  class GoldenNetworks extends GoldenNetworkConformance {
    @Override
    protected Backend open(Precision precision) {
      return backend(precision, 1);
    }
  }

  @Nested
  class WholeLearner extends LearnerConformance {
    @Override
    protected Backend open(Precision precision, int threads) {
      return backend(precision, threads);
    }
  }

  /** Loss, kernel scale, LARS and whole steps with stored numbers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "network/step-short",
        "network/step-short_no_target",
        "network/step-default",
        "network/step-gaussian",
        "network/step-linear",
        "network/step-bottleneck",
        "reference/hsic-0",
        "reference/hsic-1",
        "reference/hsic-3",
        "reference/hsic-4",
        "reference/kernel-scale-0",
        "reference/kernel-scale-1",
        "reference/kernel-scale-2",
        "reference/lars-0",
        "reference/lars-1"
      })
  void agreesWithStoredNumbersWithinTheBars(String file) throws IOException {
    for (Precision precision : List.of(Precision.FLOAT32, Precision.FLOAT64)) {
      try (Backend backend = backend(precision, 1)) {
        ERRORS.check(file + ".safetensors", backend);
      }
    }
  }
}
