package io.hsicflow.model.torch;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch;

/**
 * Tells the native libraries how many threads a primitive may use (half of ours, one for each lane)
 * and that no operation is recorded for differentiation.
 */
final class TorchThreads {
  private static volatile int perLane = 1;

  /** What the calling thread's OpenMP was told; it keeps that for each thread on its own. */
  private static final ThreadLocal<Integer> TOLD = ThreadLocal.withInitial(() -> 0);

  private TorchThreads() {}

  /** Sets the number for the whole process, as the libraries know no other way. */
  static void start(int threads) {
    perLane = Math.max(1, threads / 2);
    openblas_nolapack.blas_set_num_threads(perLane);
    prepare();
  }

  /** To be called before a native operation, on its thread. */
  static void prepare() {
    int wanted = perLane;
    if (TOLD.get() != wanted) {
      torch.set_num_threads(wanted);
      GradMode.set_enabled(false);
      TOLD.set(wanted);
    }
  }
}
