package io.hsicflow.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.golden.GoldenFiles;
import io.hsicflow.model.loss.HiddenStack;
import io.hsicflow.model.parity.GoldenFile;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The learner's spread is the golden files' embedding_std. */
@SuppressWarnings("try") // the scope is there to be closed
class PredictionSpreadTest {
  @ParameterizedTest
  @ValueSource(strings = {"metrics-0", "metrics-1", "metrics-2"})
  void equalsTheGoldenValue(String name) throws IOException {
    GoldenFile file = GoldenFiles.open("network/" + name + ".safetensors");
    double golden = file.number((Map<?, ?>) file.metadata("expected"), "embedding_std");
    double[] bank = file.values("bank");
    int images = file.tensor("bank").shape()[0];
    int dimension = file.tensor("bank").shape()[1];
    try (Backend backend = Backends.open("nd4j", Precision.FLOAT64, 1);
        Scope scope = backend.scope()) {
      Tensor raw = backend.zeros(2 * images, dimension);
      // Rows of the other hiddens are not looked at.
      backend.write(backend.view(raw, 0, images, dimension), bank);
      HiddenStack stack = new HiddenStack(backend.normaliseRows(raw), 2, images, 2);
      assertThat(PredictionSpread.of(backend, stack)).isCloseTo(golden, within(1e-9 * golden));
    }
  }
}
