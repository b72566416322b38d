package io.hsicflow.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.model.loss.Estimator;
import io.hsicflow.model.loss.FeatureDirections;
import io.hsicflow.model.loss.Kernel;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LearnerStateTest {
  private static final Normalisation GREY =
      new Normalisation(List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));

  private Backend backend;

  @BeforeEach
  void open() {
    backend = Backends.open("nd4j", Precision.FLOAT32, 2);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void settingThatMeansAnotherModelIsRefusedWithItsNameAndBothValues() {
    refuses(builder -> builder.depth(34), "learner.depth was 18 and is now 34");
    refuses(builder -> builder.stem(Stem.IMAGENET), "learner.stem was cifar and is now imagenet");
    refuses(builder -> builder.width(8), "learner.width was 4 and is now 8");
    refuses(builder -> builder.inputSize(32), "learner.size was 16 and is now 32");
    refuses(builder -> builder.hidden(32), "learner.hidden was 24 and is now 32");
    refuses(builder -> builder.output(8), "learner.output was 12 and is now 8");
    refuses(
        builder -> builder.kernel(Kernel.GAUSSIAN),
        "loss.kernel was inverse-multiquadric and is now gaussian");
    refuses(
        builder -> builder.evaluationDecay(0.99),
        "learner.evaluation-decay was 0.999 and is now 0.99");
    refuses(builder -> builder.seed(2), "learner.seed was 1 and is now 2");
    refuses(builder -> builder.target(false), "learner.target was true and is now false");
    refuses(builder -> builder.probeClasses(0), "probe.classes was 3 and is now 0");
    refuses(builder -> builder.batch(16).peakRate(1), "learner.batch was 8 and is now 16");
    refuses(
        builder -> builder.normalisation(GREY),
        "learner.mean was [0.485, 0.456, 0.406] and is now [0.5, 0.5, 0.5]");
    refuses(
        builder -> builder.normalisation(GREY),
        "learner.deviation was [0.229, 0.224, 0.225] and is now [0.25, 0.25, 0.25]");
    refuses(builder -> builder.width(8), "Set them as they were, or start a new run");
  }

  private void refuses(UnaryOperator<LearnerSettings.Builder> change, String sentence) {
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build());
        Learner other = Learner.create(backend, change.apply(TinyLearner.settings()).build())) {
      byte[] before = state(other);
      ByteBuffer state = ByteBuffer.wrap(state(learner));
      assertThatThrownBy(() -> other.restoreState(state)).hasMessageContaining(sentence);
      assertThat(state(other)).isEqualTo(before);
    }
  }

  @Test
  void stateFromBeforeTheNormalisationWasASettingHasTheMethods() {
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build());
        Learner other = Learner.create(backend, TinyLearner.settings().build());
        Learner grey =
            Learner.create(backend, TinyLearner.settings().normalisation(GREY).build())) {
      learner.step(TinyLearner.batch(learner.settings(), 0));
      byte[] old = without(state(learner), "learner.mean", "learner.deviation");
      other.restoreState(ByteBuffer.wrap(old));
      assertThat(other.restoredChanges()).isEmpty();
      assertThat(state(other)).isEqualTo(state(learner));
      assertThat(StoredLearner.read(ByteBuffer.wrap(old)).snapshot(WeightSet.AVERAGE, false))
          .extracting(snapshot -> snapshot.metadata().normalisation())
          .isEqualTo(Normalisation.DEFAULT);
      assertThatThrownBy(() -> grey.restoreState(ByteBuffer.wrap(old)))
          .hasMessageContaining("learner.deviation was [0.229, 0.224, 0.225]");
    }
  }

  @Test
  void stateFromBeforeTheGuardsRestores() {
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build());
        Learner other = Learner.create(backend, TinyLearner.settings().build())) {
      learner.step(TinyLearner.batch(learner.settings(), 0));
      byte[] old = ofVersionOne(state(learner));
      ByteBuffer source = ByteBuffer.wrap(old);
      other.restoreState(source);
      assertThat(source.hasRemaining()).isFalse();
      assertThat(other.restoredChanges()).isEmpty();
      assertThat(state(other)).isEqualTo(state(learner));
      assertThat(StoredLearner.read(ByteBuffer.wrap(old)).steps()).isEqualTo(1);
    }
  }

  @Test
  void stateOfALaterVersionIsRefused() {
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build())) {
      byte[] state = state(learner);
      state[Long.BYTES] = 4;
      assertThatThrownBy(() -> learner.restoreState(ByteBuffer.wrap(state)))
          .hasMessageContaining("of version 4; this release reads versions 1 to 3");
    }
  }

  @Test
  void stateOfAnotherPrecisionIsRefused() {
    try (Backend exact = Backends.open("nd4j", Precision.FLOAT64, 1);
        Learner learner = Learner.create(backend, TinyLearner.settings().build());
        Learner other = Learner.create(exact, TinyLearner.settings().build())) {
      ByteBuffer state = ByteBuffer.wrap(state(learner));
      assertThatThrownBy(() -> other.restoreState(state))
          .hasMessageContaining("learner.precision was float32");
    }
  }

  @Test
  void harmlessSettingsAreTakenAsTheyAreSetNow() {
    LearnerSettings changed = TinyLearner.settings().peakRate(0.25).draws(3).build();
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build());
        Learner other = Learner.create(backend, changed)) {
      learner.step(TinyLearner.batch(learner.settings(), 0));
      other.restoreState(ByteBuffer.wrap(state(learner)));
      assertThat(other.restoredChanges())
          .containsExactly(
              "loss.draws was 1 and is now 3.", "learner.peak-rate was 0.5 and is now 0.25.");
      assertThat(other.steps()).isEqualTo(1);
      assertThat(other.step(TinyLearner.batch(changed, 1)).learningRate()).isEqualTo(0.125);
    }
  }

  @Test
  void aChangedSettingEndsTheChangeThatARunningJobWasAskedForAndAnUnchangedOneDoesNot() {
    LearnerSettings settings = TinyLearner.settings().warmupSteps(0).build();
    LearnerSettings set = settings.toBuilder().peakRate(0.25).build();
    try (Learner learner = Learner.create(backend, settings);
        Learner same = Learner.create(backend, settings);
        Learner other = Learner.create(backend, set);
        Learner later = Learner.create(backend, set)) {
      learner.movePeakRate(1, 1);
      learner.moveTau(0.9, 1);
      learner.step(TinyLearner.batch(settings, 0));

      same.restoreState(ByteBuffer.wrap(state(learner)));
      assertThat(same.restoredChanges()).isEmpty();
      assertThat(same.step(TinyLearner.batch(settings, 1)).learningRate()).isEqualTo(1);

      other.restoreState(ByteBuffer.wrap(state(learner)));
      assertThat(other.restoredChanges())
          .hasSize(2)
          .contains("learner.peak-rate was 0.5 and is now 0.25.")
          .last()
          .asString()
          .contains("The change of the peak rate from 0.5 to 1.0")
          .contains("began at step 0, is given up for the setting, which is now 0.25");
      StepReport report = other.step(TinyLearner.batch(settings, 1));
      assertThat(report.learningRate()).isEqualTo(0.25);
      assertThat(report.tau()).isEqualTo(0.9);

      later.restoreState(ByteBuffer.wrap(state(other)));
      assertThat(later.restoredChanges()).isEmpty();
      assertThat(later.step(TinyLearner.batch(settings, 2)).learningRate()).isEqualTo(0.25);
    }
  }

  @Test
  void everySettingThatOnlyChangesHowItIsTrainedIsTaken() {
    LearnerSettings changed =
        TinyLearner.settings()
            .estimator(Estimator.EXACT)
            .directions(FeatureDirections.ORTHOGONAL)
            .frequencies(64)
            .draws(2)
            .gamma(2)
            .initialScale(2)
            .scaleRate(1e-3)
            .scaleRows(32)
            .weightDecay(1e-5)
            .eta(1e-2)
            .momentum(0.8)
            .steps(100)
            .warmupSteps(3)
            .peakRate(0.25)
            .cooldownSteps(5)
            .cooldownFraction(0.5)
            .baseTau(0.95)
            .tauCeiling(0.99)
            .tauRiseSteps(7)
            .build();
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build());
        Learner other = Learner.create(backend, changed)) {
      learner.step(TinyLearner.batch(learner.settings(), 0));
      other.restoreState(ByteBuffer.wrap(state(learner)));

      assertThat(other.restoredChanges().stream().map(change -> change.split(" ")[0]))
          .containsExactlyInAnyOrder(
              "loss.estimator",
              "loss.features",
              "loss.frequencies",
              "loss.draws",
              "loss.gamma",
              "loss.initial-scale",
              "loss.scale-rate",
              "loss.scale-rows",
              "learner.weight-decay",
              "learner.eta",
              "learner.momentum",
              "learner.steps",
              "learner.warmup-steps",
              "learner.peak-rate",
              "learner.cooldown-steps",
              "learner.cooldown-fraction",
              "learner.tau",
              "learner.tau-ceiling",
              "learner.tau-rise-steps");
      assertThat(other.steps()).isEqualTo(1);
      assertThat(other.step(TinyLearner.batch(changed, 1)).loss()).isFinite();
    }
  }

  @Test
  void theChecksumMayBeWrittenLaterAndElsewhere() {
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build())) {
      learner.step(TinyLearner.batch(learner.settings(), 0));
      ByteBuffer unsealed = ByteBuffer.allocate((int) learner.stateBytes());
      learner.copyUnsealedState(unsealed);
      unsealed.flip();
      assertThatThrownBy(() -> learner.restoreState(unsealed.duplicate()))
          .hasMessageContaining("its checksum is");

      StoredLearner.seal(unsealed);
      assertThat(unsealed.array()).isEqualTo(state(learner));
    }
  }

  @Test
  void damagedStateIsRefusedAndChangesNothing() {
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build())) {
      byte[] good = state(learner);
      for (int at = 0; at < good.length; at += at < 64 ? 1 : 997) {
        byte[] bad = good.clone();
        bad[at] ^= 4;
        assertThatThrownBy(() -> learner.restoreState(ByteBuffer.wrap(bad)))
            .as("byte %d", at)
            .isInstanceOf(IllegalArgumentException.class);
      }
      for (int length : new int[] {0, 5, 20, 100, good.length - 1}) {
        assertThatThrownBy(() -> learner.restoreState(ByteBuffer.wrap(good, 0, length)))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(state(learner)).isEqualTo(good);
    }
  }

  @Test
  void bufferThatIsTooSmallIsRefused() {
    try (Learner learner = Learner.create(backend, TinyLearner.settings().build())) {
      ByteBuffer small = ByteBuffer.allocate((int) learner.stateBytes() - 1);
      assertThatThrownBy(() -> learner.copyState(small)).hasMessageContaining("room");
    }
  }

  /** The state as a release wrote it that did not have some settings. */
  private static byte[] without(byte[] state, String... settings) {
    int at = 2 * Long.BYTES + Integer.BYTES;
    ByteBuffer in = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    byte[] text = new byte[in.getInt(at)];
    in.get(at + Integer.BYTES, text);
    Map<String, Object> entries = JsonReader.parseObject(new String(text, StandardCharsets.UTF_8));
    assertThat(entries.keySet()).contains(settings);
    entries.keySet().removeAll(Set.of(settings));
    byte[] shorter = JsonWriter.write(entries).getBytes(StandardCharsets.UTF_8);
    int rest = at + Integer.BYTES + text.length;
    int length = state.length - text.length + shorter.length;
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(state, 0, at).putInt(shorter.length).put(shorter);
    out.put(state, rest, state.length - rest - Integer.BYTES);
    out.putLong(Long.BYTES + Integer.BYTES, length);
    CRC32C crc = new CRC32C();
    crc.update(out.array(), 0, length - Integer.BYTES);
    return out.putInt((int) crc.getValue()).array();
  }

  /** The state as the first version was: without guards, and without changes of the schedule. */
  private static byte[] ofVersionOne(byte[] state) {
    byte[] old =
        without(
            state,
            "guard.non-finite",
            "guard.collapse",
            "guard.collapse-steps",
            "guard.on-collapse",
            "guard.interval",
            "guard.rollbacks");
    int settings = 2 * Long.BYTES + Integer.BYTES;
    ByteBuffer in = ByteBuffer.wrap(old).order(ByteOrder.LITTLE_ENDIAN);
    int guards = settings + Integer.BYTES + in.getInt(settings) + LearnerState.NUMBERS_BYTES;
    int rest = guards + LearnerState.GUARD_BYTES + LearnerState.CHANGES_BYTES;
    int length = old.length - (rest - guards) - Long.BYTES;
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(old, 0, guards).put(old, rest, old.length - rest - Long.BYTES - Integer.BYTES);
    out.putInt(Long.BYTES, 1).putLong(Long.BYTES + Integer.BYTES, length);
    CRC32C crc = new CRC32C();
    crc.update(out.array(), 0, length - Integer.BYTES);
    return out.putInt((int) crc.getValue()).array();
  }

  private static byte[] state(Learner learner) {
    ByteBuffer buffer = ByteBuffer.allocate((int) learner.stateBytes());
    learner.copyState(buffer);
    assertThat(buffer.hasRemaining()).isFalse();
    return buffer.array();
  }
}
