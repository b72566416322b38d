package io.hsicflow.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
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
import io.hsicflow.model.snapshot.EncoderSnapshot;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole learner on this backend. */
class LearnerTest {
  private Backend backend;

  @BeforeEach
  void open() {
    Opened.assumeThatNativesMayLoad();
    backend = Backends.open(TorchBackendProvider.NAME, Precision.FLOAT32, 2);
  }

  @AfterEach
  void close() {
    if (backend != null) {
      backend.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "INVERSE_MULTIQUADRIC,FEATURES,ORTHOGONAL,2,true",
    "INVERSE_MULTIQUADRIC,EXACT,INDEPENDENT,1,false",
    "GAUSSIAN,FEATURES,INDEPENDENT,1,false",
    "LINEAR,FEATURES,INDEPENDENT,1,true"
  })
  void lossFallsOnOneBatchSeenAgainAndAgain(
      Kernel kernel, Estimator estimator, FeatureDirections directions, int draws, boolean target) {
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
    try (Learner learner = Learner.create(backend, settings)) {
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
  void probeLearnsItsLabels() {
    // So slow that the encoder stands nearly still: a probe cannot learn what moves under it.
    LearnerSettings settings = TinyLearner.settings().peakRate(0.003).build();
    try (Learner learner = Learner.create(backend, settings)) {
      Batch batch = TinyLearner.batch(settings, 0);
      double first = learner.step(batch).probeLoss();
      double last = first;
      for (int step = 0; step < 20; step++) {
        double next = learner.step(batch).probeLoss();
        assertThat(next).isLessThanOrEqualTo(last);
        last = next;
      }
      assertThat(last).isLessThan(first - 0.05);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void restoredLearnerGoesOnBitForBit(boolean target) {
    LearnerSettings settings = TinyLearner.settings().target(target).build();
    try (Learner undisturbed = Learner.create(backend, settings);
        Learner restored = Learner.create(backend, settings)) {
      for (int step = 0; step < 3; step++) {
        undisturbed.step(TinyLearner.batch(settings, step));
      }
      byte[] cut = state(undisturbed);
      // What the other learner did before must leave no trace.
      restored.step(TinyLearner.batch(settings, 77));
      restored.restoreState(ByteBuffer.wrap(cut));
      assertThat(state(restored)).isEqualTo(cut);
      for (int step = 3; step < 5; step++) {
        StepReport expected = undisturbed.step(TinyLearner.batch(settings, step));
        assertThat(restored.step(TinyLearner.batch(settings, step))).isEqualTo(expected);
      }
      assertThat(state(restored)).isEqualTo(state(undisturbed));
      assertThat(restored.snapshot().digest()).isEqualTo(undisturbed.snapshot().digest());
    }
  }

  @Test
  void stateIsTheSameInADirectBufferAndBehindOtherBytes() {
    LearnerSettings settings = TinyLearner.settings().build();
    try (Learner learner = Learner.create(backend, settings)) {
      learner.step(TinyLearner.batch(settings, 0));
      int length = (int) learner.stateBytes();
      ByteBuffer direct = ByteBuffer.allocateDirect(length + 20).position(7);
      learner.copyState(direct);
      byte[] copied = new byte[length];
      direct.get(7, copied);
      assertThat(copied).isEqualTo(state(learner));
      direct.position(7);
      learner.restoreState(direct);
      assertThat(direct.position()).isEqualTo(7 + length);
      assertThat(state(learner)).isEqualTo(copied);
    }
  }

  @Test
  void encoderGivesTheSameEmbeddingsAloneAndInACrowd() {
    LearnerSettings settings = TinyLearner.settings().build();
    try (Learner learner = Learner.create(backend, settings)) {
      learner.step(TinyLearner.batch(settings, 0));
      EncoderSnapshot snapshot = learner.snapshot();
      int bytes = 16 * 16 * 3;
      byte[] many = TinyLearner.bytes(150 * bytes, 5, 0);
      try (Encoder encoder = Encoder.load(backend, snapshot)) {
        float[] all = encoder.embed(many, 150);
        for (int i : new int[] {0, 63, 64, 149}) {
          float[] alone = encoder.embed(Arrays.copyOfRange(many, i * bytes, (i + 1) * bytes), 1);
          for (int j = 0; j < encoder.dimension(); j++) {
            assertThat(alone[j])
                .isCloseTo(
                    all[i * encoder.dimension() + j],
                    within(1e-4f * Math.max(1, Math.abs(alone[j]))));
          }
        }
      }
    }
  }

  @Test
  void bottlenecksAndBlackImagesGiveFiniteSteps() {
    LearnerSettings settings =
        TinyLearner.settings().depth(50).stem(Stem.IMAGENET).inputSize(32).build();
    byte[] black = new byte[8 * 32 * 32 * 3];
    try (Learner learner = Learner.create(backend, settings)) {
      for (Batch batch :
          new Batch[] {TinyLearner.batch(settings, 0), new Batch(black, black, null, 8)}) {
        StepReport report = learner.step(batch);
        assertThat(report.loss()).isFinite();
        assertThat(report.gradientNorm()).isFinite();
        assertThat(report.kernelScale()).isPositive();
      }
    }
  }

  private static byte[] state(Learner learner) {
    ByteBuffer buffer = ByteBuffer.allocate((int) learner.stateBytes());
    learner.copyState(buffer);
    return buffer.array();
  }
}
