package io.hsicflow.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSetup;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.LearnerConformance;
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

class LearnerTest extends LearnerConformance {
  @Override
  protected Backend open(Precision precision, int threads) {
    return Opened.with(precision, threads);
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
}
