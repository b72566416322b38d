package io.hsicflow.pipeline.doctor;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.pipeline.bench.ProductPeak;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether one backend can run here, on which device, and how fast it multiplies. */
final class BackendCheck implements Check {
  private final BackendProvider provider;
  private final boolean asked;
  private final int threads;

  /**
   * @param asked whether the settings name this backend
   * @param threads of the learner
   */
  BackendCheck(BackendProvider provider, boolean asked, int threads) {
    this.provider = provider;
    this.asked = asked;
    this.threads = threads;
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Finding look() {
    Optional<String> obstacle = provider.unavailable();
    if (obstacle.isPresent()) {
      return asked
          ? Finding.wrong(obstacle.get(), "Mend that, or set learner.backend to another or auto.")
          : Finding.attention(
              "Cannot run here: " + obstacle.get(),
              "Nothing, where it is not needed: learner.backend = auto takes another.");
    }
    try (Backend backend = provider.open(Precision.FLOAT32, threads)) {
      double gflops = ProductPeak.gflops(backend, 1);
      return Finding.fine(
          String.format(
              Locale.ROOT,
              "%s, %d threads, %.0f GFLOP/s in products in float32; computes in %s",
              backend.device(),
              backend.threads(),
              gflops,
              provider.precisions().stream()
                  .sorted()
                  .map(Precision::text)
                  .collect(Collectors.joining(", "))));
    }
  }
}
