package io.hsicflow.model.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.network.Stem;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole learner, its snapshots and its state, in memory that stays. */
public abstract class StepMemoryConformance {
  /** Opens the backend under test with that many threads. */
  protected abstract Backend open(Precision precision, int threads);

  /** Native memory that the backend holds. */
  protected abstract long bytes(Backend backend);

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "BFLOAT16"})
  void stepsSnapshotsAndEmbeddingsTakeTheSameNativeMemoryEveryTime(Precision precision) {
    assertThat(bytesAfter(precision, 1, 12)).isEqualTo(bytesAfter(precision, 1, 3));
  }

  /** Two lanes share free memory, so what they take depends on how they meet, up to a bound. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "BFLOAT16"})
  void twoLanesTakeAtMostTwiceTheMemoryOfOneHoweverLongTheyRun(Precision precision) {
    assertThat(bytesAfter(precision, 2, 50)).isLessThan(2 * bytesAfter(precision, 1, 3));
  }

  private long bytesAfter(Precision precision, int threads, int turns) {
    LearnerSettings settings =
        LearnerSettings.builder()
            .depth(18)
            .width(4)
            .stem(Stem.CIFAR)
            .inputSize(16)
            .hidden(24)
            .output(12)
            .batch(8)
            .frequencies(32)
            .scaleRows(64)
            .draws(2)
            .build();
    byte[] views = new byte[8 * 16 * 16 * 3];
    for (int i = 0; i < views.length; i++) {
      views[i] = (byte) (i * 31 + i / 7);
    }
    try (Backend backend = open(precision, threads);
        Learner learner = Learner.create(backend, settings)) {
      turns(backend, learner, views, turns);
      return bytes(backend);
    }
  }

  private static void turns(Backend backend, Learner learner, byte[] views, int count) {
    ByteBuffer state = ByteBuffer.allocateDirect((int) learner.stateBytes());
    for (int i = 0; i < count; i++) {
      learner.step(new Batch(views, views, null, 8));
      try (Encoder encoder = Encoder.load(backend, learner.snapshot())) {
        encoder.embed(views, 8);
      }
      learner.copyState(state.clear());
      learner.restoreState(state.flip());
    }
  }
}
