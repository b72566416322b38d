package io.hsicflow.model.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.Precision;

/** Opens a backend for tests that run in every precision, and leaves out those that it lacks. */
public final class Offered {
  private Offered() {}

  /** The backend in that precision; the test ends here, as skipped, where it has no such. */
  public static Backend open(BackendProvider provider, Precision precision, int threads) {
    assumeOffered(provider, precision);
    return provider.open(precision, threads);
  }

  /** The test ends here, as skipped, where the backend does not compute in that precision. */
  public static void assumeOffered(BackendProvider provider, Precision precision) {
    assumeTrue(
        provider.precisions().contains(precision),
        provider.name() + " does not compute in " + precision.text());
  }
}
