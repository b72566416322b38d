package io.hsicflow.model.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.learner.TinyLearner;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a leak of libtorch's would show in: a tensor is a few bytes to JavaCPP and megabytes to the
 * machine.
 */
class NativeHandlesTest {
  @Test
  void stepsLeaveNoHandleBehind() {
    stepsLeaveNothingBehind(100, 100, Long.MAX_VALUE);
  }

  /** One activation kept in every step would take more than this. */
  @Test
  @Tag("slow")
  void thousandsOfStepsLeaveNoMemoryBehind() {
    stepsLeaveNothingBehind(1000, 4000, 32L << 20);
  }

  private static void stepsLeaveNothingBehind(int before, int counted, long room) {
    LearnerSettings settings = TinyLearner.settings().inputSize(32).build();
    Batch batch = TinyLearner.batch(settings, 0);
    try (TorchBackend backend = Opened.with(Precision.FLOAT32, 2);
        Learner learner = Learner.create(backend, settings)) {
      steps(learner, batch, before);
      long handles = Pointer.totalCount();
      int tensors = backend.count();
      long memory = Pointer.physicalBytes();
      steps(learner, batch, counted);
      long growth = Pointer.physicalBytes() - memory;
      System.out.printf(
          "%d steps: %d tensors, %d handles, %d KiB more memory%n",
          counted, backend.count(), Pointer.totalCount(), growth >> 10);
      assertThat(backend.count()).isEqualTo(tensors);
      assertThat(Pointer.totalCount()).isEqualTo(handles);
      assertThat(growth).isLessThan(room);
    }
  }

  @Test
  void closedBackendLeavesNoHandle() {
    openAndUse();
    long handles = Pointer.totalCount();
    openAndUse();
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(handles);
  }

  private static void openAndUse() {
    try (Backend backend = Opened.with(Precision.FLOAT64, 1)) {
      backend.persistentZeros(5);
      backend.zeros(7);
      backend.fill(backend.view(backend.persistentZeros(9), 2, 3), 1);
    }
  }

  private static void steps(Learner learner, Batch batch, int count) {
    for (int i = 0; i < count; i++) {
      learner.step(batch);
    }
  }
}
