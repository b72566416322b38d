package io.hsicflow.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoredLearnerTest {
  private Backend backend;

  @BeforeEach
  void open() {
    backend = Backends.open("nd4j", Precision.FLOAT32, 2);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void theAverageOfAStateIsTheSnapshotOfItsStep(Precision precision) {
    try (Backend other = Backends.open("nd4j", precision, 1);
        Learner learner = trained(other, true)) {
      StoredLearner stored = stored(learner);

      EncoderSnapshot snapshot = stored.snapshot(WeightSet.AVERAGE, false);
      assertThat(snapshot.digest()).isEqualTo(learner.snapshot().digest());
      assertThat(snapshot.metadata()).isEqualTo(learner.snapshot().metadata());
      assertThat(stored.steps()).isEqualTo(2);
    }
  }

  @Test
  void aStateBeforeTheFirstStepHasASnapshotToo() {
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build())) {
      assertThat(stored(learner).snapshot(WeightSet.AVERAGE, false).digest())
          .isEqualTo(learner.snapshot().digest());
    }
  }

  @Test
  void onlineAndTargetWeightsAreThoseOfTheirNetworks() {
    try (Learner learner = trained(backend, true)) {
      StoredLearner stored = stored(learner);
      Map<String, double[]> expected =
          Map.of(
              "online",
                  backend.read(learner.buffers().online().view("encoder.layer2.0.conv1.weight")),
              "target",
                  backend.read(learner.buffers().target().view("encoder.layer2.0.conv1.weight")));

      assertThat(values(stored.snapshot(WeightSet.ONLINE, false), "layer2.0.conv1.weight"))
          .isEqualTo(expected.get("online"));
      assertThat(values(stored.snapshot(WeightSet.TARGET, false), "layer2.0.conv1.weight"))
          .isEqualTo(expected.get("target"))
          .isNotEqualTo(expected.get("online"));
      assertThat(values(stored.snapshot(WeightSet.TARGET, false), "bn1.running_mean"))
          .isNotEqualTo(values(stored.snapshot(WeightSet.ONLINE, false), "bn1.running_mean"));
    }
  }

  @Test
  void headsComeUnderTheirNamesAndTheTargetHasAProjectorAlone() {
    try (Learner learner = trained(backend, true)) {
      StoredLearner stored = stored(learner);
      EncoderSnapshot online = stored.snapshot(WeightSet.ONLINE, true);

      for (Parameter parameter : learner.buffers().online().layout().parameters()) {
        if (parameter.name().startsWith("pr") && !parameter.name().startsWith("probe")) {
          assertThat(values(online, parameter.name()))
              .as(parameter.name())
              .isEqualTo(backend.read(learner.buffers().online().view(parameter.name())));
        }
      }
      assertThat(online.tensors())
          .containsKeys(
              "projector.0.weight",
              "projector.0.bias",
              "projector.1.running_var",
              "predictor.3.weight")
          .doesNotContainKeys("probe.weight", "fc.weight");
      assertThat(stored.snapshot(WeightSet.TARGET, true).tensors())
          .containsKey("projector.3.weight")
          .doesNotContainKey("predictor.0.weight");
      assertThat(stored.snapshot(WeightSet.AVERAGE, false).tensors())
          .doesNotContainKey("projector.0.weight");
    }
  }

  @Test
  void withoutATargetNetworkItsWeightsAreRefusedWithASentence() {
    try (Learner learner = trained(backend, false)) {
      StoredLearner stored = stored(learner);

      assertThat(stored.snapshot(WeightSet.AVERAGE, false).digest())
          .isEqualTo(learner.snapshot().digest());
      assertThatThrownBy(() -> stored.snapshot(WeightSet.TARGET, false))
          .hasMessageContaining("no target network")
          .hasMessageContaining("average or online");
    }
  }

  private static Learner trained(Backend backend, boolean target) {
    LearnerSettings settings = TinyLearner.settings().target(target).build();
    Learner learner = Learner.create(backend, settings);
    learner.step(TinyLearner.batch(settings, 0));
    learner.step(TinyLearner.batch(settings, 1));
    return learner;
  }

  private static StoredLearner stored(Learner learner) {
    ByteBuffer state = ByteBuffer.allocate((int) learner.stateBytes() + 3).position(3);
    learner.copyState(state);
    state.position(3);
    StoredLearner stored = StoredLearner.read(state);
    assertThat(state.hasRemaining()).isFalse();
    return stored;
  }

  private static double[] values(EncoderSnapshot snapshot, String name) {
    return Encoder.widened(snapshot.tensors().get(name));
  }
}
