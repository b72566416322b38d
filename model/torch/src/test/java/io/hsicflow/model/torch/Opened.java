package io.hsicflow.model.torch;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.Offered;

/** The backend under test, on the best device of the machine. */
final class Opened {
  private Opened() {}

  static TorchBackend with(Precision precision, int threads) {
    assumeThatNativesMayLoad();
    Offered.assumeOffered(new TorchBackendProvider(), precision);
    return (TorchBackend) new TorchBackendProvider().open(precision, threads);
  }

  /** A build for GPUs may run its tests where NVIDIA's libraries are not; any other must load. */
  static void assumeThatNativesMayLoad() {
    if (LibTorch.isForCuda()) {
      assumeThat(LibTorch.failure()).isEmpty();
    }
  }
}
