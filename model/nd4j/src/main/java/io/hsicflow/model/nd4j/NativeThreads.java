package io.hsicflow.model.nd4j;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Tells the native libraries how many threads a primitive may use: half of ours, one for each lane.
 */
final class NativeThreads {
  private static volatile int perLane = 1;

  /** What the calling thread's OpenMP was told; it keeps that for each thread on its own. */
  private static final ThreadLocal<Integer> TOLD = ThreadLocal.withInitial(() -> 0);

  private NativeThreads() {}

  /** Sets the number for the whole process, as the libraries know no other way. */
  static void start(int threads) {
    NativeAllocator.keepFreedMemory();
    perLane = Math.max(1, threads / 2);
    Nd4j.getEnvironment().setMaxThreads(perLane);
    Nd4j.getEnvironment().setMaxMasterThreads(perLane);
    openblas_nolapack.blas_set_num_threads(perLane);
  }

  /** To be called before a native primitive, on its thread. */
  static void prepare() {
    int wanted = perLane;
    if (TOLD.get() != wanted) {
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(wanted);
      TOLD.set(wanted);
    }
  }
}
