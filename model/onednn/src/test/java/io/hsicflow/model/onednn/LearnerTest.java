package io.hsicflow.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSetup;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.learner.StepReport;
import io.hsicflow.model.learner.StoredLearner;
import io.hsicflow.model.learner.TinyLearner;
import io.hsicflow.model.parity.RelativeError;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole learner on this backend, in each of its precisions. */
class LearnerTest {
  @ParameterizedTest
  @EnumSource
  void restoredLearnerGoesOnBitForBit(Precision precision) {
    LearnerSettings settings = TinyLearner.settings().build();
    try (Backend backend = Opened.with(precision, 2);
        Learner undisturbed = Learner.create(backend, settings);
        Learner restored = Learner.create(backend, settings)) {
      for (int step = 0; step < 3; step++) {
        undisturbed.step(TinyLearner.batch(settings, step));
      }
      byte[] cut = state(undisturbed);
      // What the other learner did before must leave no trace.
      restored.step(TinyLearner.batch(settings, 77));
      restored.restoreState(ByteBuffer.wrap(cut));
      assertThat(restored.restoredChanges()).isEmpty();
      for (int step = 3; step < 5; step++) {
        StepReport expected = undisturbed.step(TinyLearner.batch(settings, step));
        assertThat(restored.step(TinyLearner.batch(settings, step))).isEqualTo(expected);
      }
      assertThat(state(restored)).isEqualTo(state(undisturbed));
      assertThat(restored.snapshot().digest()).isEqualTo(undisturbed.snapshot().digest());
    }
  }

  @ParameterizedTest
  @EnumSource
  void lossFallsOnOneBatchSeenAgainAndAgain(Precision precision) {
    LearnerSettings settings =
        TinyLearner.settings().frequencies(128).peakRate(2).warmupSteps(5).build();
    try (Backend backend = Opened.with(precision, 2);
        Learner learner = Learner.create(backend, settings)) {
      Batch batch = TinyLearner.batch(settings, 0);
      StepReport first = learner.step(batch);
      StepReport last = first;
      for (int step = 0; step < 30; step++) {
        last = learner.step(batch);
      }
      assertThat(last.loss()).isLessThan(first.loss() - 0.05);
      assertThat(last.probeLoss()).isLessThan(first.probeLoss());
    }
  }

  @Test
  void stateSaysThatItWasMadeInBfloat16AndIsTakenOverInFloat() {
    LearnerSettings settings = TinyLearner.settings().build();
    try (Backend half = Opened.with(Precision.BFLOAT16, 1);
        Backend single = Opened.with(Precision.FLOAT32, 1);
        Learner learner = Learner.create(half, settings);
        Learner other = Learner.create(single, settings)) {
      learner.step(TinyLearner.batch(settings, 0));
      byte[] state = state(learner);
      assertThat(StoredLearner.read(ByteBuffer.wrap(state)).setup())
          .isEqualTo(new BackendSetup(OneDnnBackendProvider.NAME, Precision.BFLOAT16, "cpu", 1));
      other.restoreState(ByteBuffer.wrap(state));
      assertThat(other.restoredChanges())
          .containsExactly("learner.precision was bfloat16 and is now float32.");
      assertThat(other.snapshot().digest()).isEqualTo(learner.snapshot().digest());
    }
  }

  /** The bars of mixed precision: losses within 2 %, embeddings within 5 %. */
  @Test
  void mixedPrecisionIsWithinItsBarsOfFloatInALearnerOfCommonSize() {
    LearnerSettings settings =
        LearnerSettings.builder()
            .width(16)
            .hidden(256)
            .output(64)
            .frequencies(128)
            .batch(32)
            .probeClasses(3)
            .build();
    Batch batch = TinyLearner.batch(settings, 0);
    try (Backend half = Opened.with(Precision.BFLOAT16, 2);
        Backend single = Opened.with(Precision.FLOAT32, 2);
        Learner mixed = Learner.create(half, settings);
        Learner plain = Learner.create(single, settings)) {
      StepReport ours = mixed.step(batch);
      StepReport expected = plain.step(batch);
      assertThat(ours.hsicZy()).isCloseTo(expected.hsicZy(), within(0.02 * expected.hsicZy()));
      assertThat(ours.hsicZz()).isCloseTo(expected.hsicZz(), within(0.02 * expected.hsicZz()));
      assertThat(ours.loss()).isCloseTo(expected.loss(), within(0.02 * Math.abs(expected.loss())));
      EncoderSnapshot snapshot = plain.snapshot();
      try (Encoder inHalf = Encoder.load(half, snapshot);
          Encoder inSingle = Encoder.load(single, snapshot)) {
        double[] embeddings = doubles(inHalf.embed(batch.view1(), batch.size()));
        double[] right = doubles(inSingle.embed(batch.view1(), batch.size()));
        assertThat(RelativeError.of(embeddings, right)).isLessThan(0.05);
      }
    }
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  private static byte[] state(Learner learner) {
    ByteBuffer buffer = ByteBuffer.allocate((int) learner.stateBytes());
    learner.copyState(buffer);
    return buffer.array();
  }
}
