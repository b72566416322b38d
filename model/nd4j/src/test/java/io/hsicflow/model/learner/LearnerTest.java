package io.hsicflow.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.conformance.LearnerConformance;
import io.hsicflow.model.conformance.Offered;
import io.hsicflow.model.nd4j.Nd4jBackendProvider;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LearnerTest extends LearnerConformance {
  private Backend backend;

  @BeforeEach
  void open() {
    backend = Backends.open("nd4j", Precision.FLOAT32, 2);
  }

  @Override
  protected Backend open(Precision precision, int threads) {
    return Offered.open(new Nd4jBackendProvider(), precision, threads);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void snapshotBeforeTheFirstStepHoldsTheInitialWeightsAndFreshStatistics() {
    LearnerSettings settings = TinyLearner.settings().build();
    try (Learner learner = Learner.create(backend, settings)) {
      EncoderSnapshot snapshot = learner.snapshot();
      assertThat(snapshot.metadata().step()).isZero();
      assertThat(snapshot.tensors().get("bn1.running_mean").values()).containsOnly(0f);
      assertThat(snapshot.tensors().get("bn1.running_var").values()).containsOnly(1f);
      float[] weights = snapshot.tensors().get("conv1.weight").values();
      double[] initial = backend.read(learner.buffers().online().view("encoder.conv1.weight"));
      for (int i = 0; i < weights.length; i++) {
        assertThat((double) weights[i]).isCloseTo(initial[i], within(1e-6));
      }
      try (Encoder encoder = Encoder.load(backend, snapshot)) {
        for (float value : encoder.embed(TinyLearner.batch(settings, 0).view1(), 8)) {
          assertThat(value).isFinite();
        }
      }
    }
  }

  @Test
  void learnerAndSnapshotNormaliseByTheSettings() throws IOException {
    // Pictures of 2 p by mean 2 m and deviation 2 s are those of p by m and s.
    LearnerSettings settings = TinyLearner.settings().build();
    LearnerSettings doubled =
        TinyLearner.settings()
            .normalisation(
                new Normalisation(List.of(0.97, 0.912, 0.812), List.of(0.458, 0.448, 0.45)))
            .build();
    byte[] dark = TinyLearner.bytes(8 * 16 * 16 * 3, 0, 0);
    byte[] bright = new byte[dark.length];
    for (int i = 0; i < dark.length; i++) {
      dark[i] &= 0x7F;
      bright[i] = (byte) (2 * dark[i]);
    }
    try (Learner learner = Learner.create(backend, settings);
        Learner other = Learner.create(backend, doubled)) {
      double loss = learner.step(new Batch(dark, dark, null, 8)).loss();
      assertThat(other.step(new Batch(bright, bright, null, 8)).loss())
          .isCloseTo(loss, within(1e-4));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      other.snapshot().write(out);
      EncoderSnapshot read = EncoderSnapshot.read(new ByteArrayInputStream(out.toByteArray()));
      assertThat(read.metadata().normalisation()).isEqualTo(doubled.architecture().normalisation());
      try (Encoder encoder = Encoder.load(backend, learner.snapshot());
          Encoder twice = Encoder.load(backend, read)) {
        float[] expected = encoder.embed(dark, 8);
        float[] embedded = twice.embed(bright, 8);
        for (int i = 0; i < expected.length; i++) {
          assertThat(embedded[i]).isCloseTo(expected[i], within(1e-3f));
        }
      }
    }
  }

  @Test
  void snapshotHasTheNamesAndShapesOfTorchvision() {
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build())) {
      EncoderSnapshot snapshot = learner.snapshot();
      // torchvision's resnet18 has 122 entries; without fc (2) and num_batches_tracked (20) there
      // are 100.
      assertThat(snapshot.tensors())
          .hasSize(100)
          .containsKey("layer4.1.bn2.running_var")
          .containsKey("layer2.0.downsample.1.bias");
      assertThat(snapshot.tensors().get("layer2.0.downsample.0.weight").shape())
          .containsExactly(8, 4, 1, 1);
      assertThat(snapshot.metadata().settings()).contains("\"learner.width\":4");
    }
  }

  @Test
  void snapshotReadFromAFileEmbedsAsItDidBefore() throws IOException {
    LearnerSettings settings = TinyLearner.settings().build();
    try (Learner learner = Learner.create(backend, settings)) {
      learner.step(TinyLearner.batch(settings, 0));
      EncoderSnapshot snapshot = learner.snapshot();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      snapshot.write(out);
      EncoderSnapshot read = EncoderSnapshot.read(new ByteArrayInputStream(out.toByteArray()));
      int bytes = 16 * 16 * 3;
      byte[] many = TinyLearner.bytes(150 * bytes, 5, 0);
      try (Encoder encoder = Encoder.load(backend, read)) {
        assertThat(encoder.dimension()).isEqualTo(32);
        assertThat(encoder.inputSize()).isEqualTo(16);
        float[] all = encoder.embed(many, 150);
        assertThat(all).hasSize(150 * 32);
        try (Encoder before = Encoder.load(backend, snapshot)) {
          assertThat(all).isEqualTo(before.embed(many, 150));
        }
        assertThat(encoder.embed(many, 0)).isEmpty();
        assertThatThrownBy(() -> encoder.embed(many, 151)).hasMessageContaining("151 pictures");
      }
    }
  }

  @Test
  void snapshotWhoseTensorsDoNotFitItsMetadataIsRefused() {
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build())) {
      EncoderSnapshot snapshot = learner.snapshot();
      Map<String, FloatTensor> tensors = new HashMap<>(snapshot.tensors());
      tensors.remove("bn1.running_var");
      EncoderSnapshot broken = new EncoderSnapshot(tensors, snapshot.metadata());
      assertThatThrownBy(() -> Encoder.load(backend, broken))
          .hasMessageContaining("bn1.running_var is missing");
    }
  }

  @Test
  void finalDecayEndsAnOpenEndedRun() {
    LearnerSettings settings = TinyLearner.settings().warmupSteps(0).build();
    try (Learner learner = Learner.create(backend, settings)) {
      learner.step(TinyLearner.batch(settings, 0));
      learner.beginFinalDecay(2);
      assertThat(learner.step(TinyLearner.batch(settings, 1)).learningRate()).isEqualTo(0.5);
      assertThat(learner.isComplete()).isFalse();
      // As a restart under the same options would.
      learner.beginFinalDecay(2);
      assertThat(learner.step(TinyLearner.batch(settings, 2)).learningRate())
          .isCloseTo(0.25, within(1e-9));
      assertThat(learner.isComplete()).isTrue();
      assertThat(learner.step(TinyLearner.batch(settings, 3)).learningRate()).isZero();
      assertThat(learner.snapshot().metadata().settings())
          .contains("\"learner.final-decay-steps\":2")
          .contains("\"learner.final-decay-first-step\":1");
    }
  }

  @Test
  void aChangedPeakRateAndTauAreInReportsAndInSnapshots() {
    LearnerSettings settings = TinyLearner.settings().warmupSteps(0).build();
    try (Learner learner = Learner.create(backend, settings)) {
      learner.step(TinyLearner.batch(settings, 0));
      assertThat(learner.snapshot().metadata().settings()).doesNotContain("change");
      learner.movePeakRate(1, 2);
      learner.moveTau(0.5, 1);
      StepReport report = learner.step(TinyLearner.batch(settings, 1));
      assertThat(report.learningRate()).isEqualTo(0.75);
      assertThat(report.tau()).isEqualTo(0.5);
      assertThat(learner.step(TinyLearner.batch(settings, 2)).learningRate()).isEqualTo(1);
      assertThat(learner.snapshot().metadata().settings())
          .contains("\"learner.peak-rate\":0.5,")
          .contains("\"learner.peak-rate-change-first-step\":1,")
          .contains("\"learner.peak-rate-change-steps\":2,")
          .contains("\"learner.peak-rate-change-from\":0.5,")
          .contains("\"learner.peak-rate-change-to\":1.0,")
          .contains("\"learner.tau-change-first-step\":1,")
          .contains("\"learner.tau-change-to\":0.5");
    }
  }

  @Test
  void withoutATargetNetworkThereIsNoMomentumToChange() {
    try (Learner learner = Learner.create(backend, TinyLearner.settings().target(false).build())) {
      assertThatThrownBy(() -> learner.moveTau(0.9, 1)).hasMessageContaining("no target network");
    }
  }

  @Test
  void batchThatDoesNotFitIsRefusedWithASentence() {
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build())) {
      byte[] views = new byte[4 * 16 * 16 * 3];
      assertThatThrownBy(() -> learner.step(new Batch(views, views, null, 4)))
          .hasMessageContaining("8 images of side 16");
      byte[] right = new byte[8 * 16 * 16 * 3];
      assertThatThrownBy(
              () -> learner.step(new Batch(right, right, new int[] {0, 1, 2, 3, 0, 0, 0, 0}, 8)))
          .hasMessageContaining("label 3");
    }
  }
}
