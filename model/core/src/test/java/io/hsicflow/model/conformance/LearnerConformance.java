package io.hsicflow.model.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.learner.StepReport;
import io.hsicflow.model.learner.TinyLearner;
import io.hsicflow.model.loss.Estimator;
import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.loss.Kernel;
import io.hsicflow.model.network.Stem;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a whole learner promises on every backend. */
public abstract class LearnerConformance {
  /** Opens the backend under test with that many threads, or leaves the test out. */
  protected abstract Backend open(Precision precision, int threads);

  @ParameterizedTest
  @CsvSource({
    "FLOAT32,INVERSE_MULTIQUADRIC,FEATURES,INDEPENDENT,1,true",
    "FLOAT32,INVERSE_MULTIQUADRIC,FEATURES,ORTHOGONAL,2,true",
    "FLOAT32,INVERSE_MULTIQUADRIC,EXACT,INDEPENDENT,1,false",
    "FLOAT32,GAUSSIAN,FEATURES,INDEPENDENT,1,false",
    "FLOAT32,LINEAR,FEATURES,INDEPENDENT,1,true",
    "FLOAT64,INVERSE_MULTIQUADRIC,FEATURES,INDEPENDENT,1,true",
    "BFLOAT16,INVERSE_MULTIQUADRIC,FEATURES,INDEPENDENT,1,true"
  })
  void lossFallsOnOneBatchSeenAgainAndAgain(
      Precision precision,
      Kernel kernel,
      Estimator estimator,
      FeatureDirections directions,
      int draws,
      boolean target) {
    LearnerSettings settings =
        TinyLearner.settings()
            .kernel(kernel)
            .estimator(estimator)
            .directions(directions)
            .draws(draws)
            .target(target)
            .frequencies(128)
            .peakRate(2)
            .warmupSteps(5)
            .build();
    try (Backend backend = open(precision, 2);
        Learner learner = Learner.create(backend, settings)) {
      Batch batch = TinyLearner.batch(settings, 0);
      StepReport first = learner.step(batch);
      StepReport last = first;
      for (int step = 0; step < 30; step++) {
        last = learner.step(batch);
      }
      assertThat(last.loss()).isLessThan(first.loss() - 0.05);
      assertThat(last.embeddingStd()).isBetween(0.001, 1.0001);
    }
  }

  @Test
  void probeLearnsItsLabelsAndLeavesTheEncoderAlone() {
    // So slow that the encoder stands nearly still: a probe cannot learn what moves under it.
    LearnerSettings with = TinyLearner.settings().peakRate(0.003).build();
    LearnerSettings without = with.toBuilder().probeClasses(0).build();
    try (Backend backend = open(Precision.FLOAT32, 2);
        Learner probed = Learner.create(backend, with);
        Learner plain = Learner.create(backend, without)) {
      StepReport first = probed.step(TinyLearner.batch(with, 0));
      plain.step(TinyLearner.batch(with, 0));
      StepReport last = first;
      for (int step = 0; step < 20; step++) {
        StepReport next = probed.step(TinyLearner.batch(with, 0));
        assertThat(next.probeLoss()).isLessThanOrEqualTo(last.probeLoss());
        last = next;
        StepReport other = plain.step(TinyLearner.batch(with, 0));
        assertThat(other.loss()).isEqualTo(last.loss());
        assertThat(other.probeLoss()).isZero();
      }
      assertThat(last.probeLoss()).isLessThan(first.probeLoss() - 0.05);
      assertThat(plain.snapshot().digest()).isEqualTo(probed.snapshot().digest());
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32,true", "FLOAT32,false", "FLOAT64,true", "BFLOAT16,true"})
  void restoredLearnerGoesOnBitForBit(Precision precision, boolean target) {
    LearnerSettings settings = TinyLearner.settings().target(target).build();
    try (Backend backend = open(precision, 2);
        Learner undisturbed = Learner.create(backend, settings);
        Learner restored = Learner.create(backend, settings)) {
      for (int step = 0; step < 3; step++) {
        undisturbed.step(TinyLearner.batch(settings, step));
      }
      undisturbed.beginFinalDecay(10);
      undisturbed.movePeakRate(0.3, 4);
      if (target) {
        undisturbed.moveTau(0.9, 4);
      }
      byte[] cut = state(undisturbed);
      // What the other learner did before must leave no trace.
      restored.step(TinyLearner.batch(settings, 77));
      restored.restoreState(ByteBuffer.wrap(cut));
      assertThat(restored.restoredChanges()).isEmpty();
      assertThat(restored.steps()).isEqualTo(3);
      assertThat(restored.imagesSeen()).isEqualTo(3L * settings.batch());
      assertThat(Arrays.equals(state(restored), cut)).isTrue();
      for (int step = 3; step < 5; step++) {
        StepReport expected = undisturbed.step(TinyLearner.batch(settings, step));
        assertThat(restored.step(TinyLearner.batch(settings, step))).isEqualTo(expected);
      }
      assertThat(Arrays.equals(state(restored), state(undisturbed))).isTrue();
      assertThat(restored.snapshot().digest()).isEqualTo(undisturbed.snapshot().digest());
    }
  }

  @Test
  void stateIsTheSameInADirectBufferAndBehindOtherBytes() {
    LearnerSettings settings = TinyLearner.settings().build();
    try (Backend backend = open(Precision.FLOAT32, 2);
        Learner learner = Learner.create(backend, settings)) {
      learner.step(TinyLearner.batch(settings, 0));
      int length = (int) learner.stateBytes();
      ByteBuffer direct = ByteBuffer.allocateDirect(length + 20).position(7);
      learner.copyState(direct);
      assertThat(direct.position()).isEqualTo(7 + length);
      byte[] copied = new byte[length];
      direct.get(7, copied);
      assertThat(Arrays.equals(copied, state(learner))).isTrue();
      direct.position(7);
      learner.restoreState(direct);
      assertThat(direct.position()).isEqualTo(7 + length);
      assertThat(Arrays.equals(state(learner), copied)).isTrue();
    }
  }

  @Test
  void encoderGivesTheSameEmbeddingsAloneAndInACrowd() {
    LearnerSettings settings = TinyLearner.settings().build();
    try (Backend backend = open(Precision.FLOAT32, 2);
        Learner learner = Learner.create(backend, settings)) {
      learner.step(TinyLearner.batch(settings, 0));
      int bytes = 16 * 16 * 3;
      byte[] many = TinyLearner.bytes(150 * bytes, 5, 0);
      try (Encoder encoder = Encoder.load(backend, learner.snapshot())) {
        int dimension = encoder.dimension();
        float[] all = encoder.embed(many, 150);
        assertThat(all).hasSize(150 * dimension);
        for (int i : new int[] {0, 63, 64, 149}) {
          float[] alone = encoder.embed(Arrays.copyOfRange(many, i * bytes, (i + 1) * bytes), 1);
          for (int j = 0; j < dimension; j++) {
            assertThat(alone[j])
                .isCloseTo(all[i * dimension + j], within(1e-4f * Math.max(1, Math.abs(alone[j]))));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bottlenecksAndBlackImagesGiveFiniteSteps(Precision precision) {
    LearnerSettings settings =
        TinyLearner.settings().depth(50).stem(Stem.IMAGENET).inputSize(32).build();
    byte[] black = new byte[settings.batch() * 32 * 32 * 3];
    Batch allBlack = new Batch(black, black, null, settings.batch());
    try (Backend backend = open(precision, 2);
        Learner learner = Learner.create(backend, settings)) {
      for (Batch batch : List.of(TinyLearner.batch(settings, 0), allBlack)) {
        StepReport report = learner.step(batch);
        assertThat(report.loss()).isFinite();
        assertThat(report.gradientNorm()).isFinite();
        assertThat(report.kernelScale()).isPositive();
      }
    }
  }

  /** All of a learner's state. */
  protected static byte[] state(Learner learner) {
    ByteBuffer buffer = ByteBuffer.allocate((int) learner.stateBytes());
    learner.copyState(buffer);
    return buffer.array();
  }
}
