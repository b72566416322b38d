package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;

/** How fast this machine multiplies large matrices, as a measure of what a step could reach. */
public final class ProductPeak {
  private static final int SIDE = 1536;
  private static final int TURNS = 6;

  private ProductPeak() {}

  /** The best of a few products of large square matrices, one on each lane, in GFLOP/s. */
  public static double gflops(Backend backend, int lanes) {
    double[] best = {Double.MAX_VALUE};
    backend.scoped(
        () -> {
          Runnable first = product(backend);
          Runnable second = product(backend);
          for (int i = 0; i < TURNS; i++) {
            long start = System.nanoTime();
            if (lanes > 1) {
              backend.sideBySide(first, second);
            } else {
              first.run();
            }
            best[0] = Math.min(best[0], System.nanoTime() - start);
          }
        });
    return lanes * 2.0 * SIDE * SIDE * SIDE / best[0];
  }

  private static Runnable product(Backend backend) {
    Tensor a = backend.zeros(SIDE, SIDE);
    Tensor b = backend.zeros(SIDE, SIDE);
    Tensor c = backend.zeros(SIDE, SIDE);
    backend.fill(a, 0.5);
    backend.fill(b, 0.25);
    return () -> backend.multiply(1, a, false, b, false, 0, c);
  }
}
