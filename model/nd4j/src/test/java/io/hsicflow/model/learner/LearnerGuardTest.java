package io.hsicflow.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.guard.CollapsePolicy;
import io.hsicflow.model.guard.GuardCounts;
import io.hsicflow.model.guard.GuardSettings;
import io.hsicflow.model.guard.GuardStoppedException;
import io.hsicflow.model.guard.NonFinitePolicy;
import io.hsicflow.model.loss.CounterDraws;
import io.hsicflow.model.loss.FeatureDraw;
import io.hsicflow.model.loss.FrequencySampler;
import io.hsicflow.model.loss.StepDraws;
import io.hsicflow.model.optim.ScheduleChanges;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole learners and their guards: what a step leaves, bit for bit. */
class LearnerGuardTest {
  private static final int POISONED = 3;

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
  @ValueSource(booleans = {true, false})
  void aStepThatIsNotFiniteChangesNothingButItsNumberAndTheCount(boolean target) {
    LearnerSettings settings = TinyLearner.settings().target(target).build();
    try (Learner learner = Learner.create(backend, settings, new PoisonedDraws(settings))) {
      steps(learner, 0, POISONED);
      byte[] before = state(learner);
      StepReport report = step(learner, POISONED);
      assertThat(report.guard().skipped()).isTrue();
      assertThat(report.loss()).isNaN();
      assertThat(report.step()).isEqualTo(POISONED);
      assertThat(learner.steps()).isEqualTo(POISONED + 1);
      assertThat(learner.guardCounts()).isEqualTo(new GuardCounts(1, 0, 0, false, 0));
      assertThat(withoutNumberAndCount(state(learner))).isEqualTo(withoutNumberAndCount(before));
      StepReport next = step(learner, POISONED + 1);
      assertThat(next.guard().skipped()).isFalse();
      assertThat(next.loss()).isFinite();
      assertThat(next.images()).isEqualTo((POISONED + 1L) * settings.batch());
    }
  }

  @Test
  void aRestartBeforeOrAfterASkippedStepGivesTheSame() {
    LearnerSettings settings = TinyLearner.settings().build();
    try (Learner learner = Learner.create(backend, settings, new PoisonedDraws(settings))) {
      byte[][] cuts = new byte[POISONED + 3][];
      for (int step = 0; step < cuts.length; step++) {
        cuts[step] = state(learner);
        step(learner, step);
      }
      for (int cut = POISONED - 1; cut < cuts.length; cut++) {
        try (Learner other = Learner.create(backend, settings, new PoisonedDraws(settings))) {
          other.restoreState(ByteBuffer.wrap(cuts[cut]));
          steps(other, cut, cuts.length);
          assertThat(state(other)).isEqualTo(state(learner));
        }
      }
    }
  }

  @Test
  void aGradientThatIsNotFiniteIsFoundBehindALossThatIs() {
    refusesWeights("probe.weight", Double.NaN, "gradient norm NaN");
  }

  @Test
  void statisticsThatAreNotFiniteAreFoundBehindALossAndAGradientThatAre() {
    // A variance that overflows makes a batch norm's output its offset: nothing else tells.
    refusesWeights("encoder.layer1.0.conv1.weight", 1e30, "statistics of a batch norm");
  }

  private void refusesWeights(String name, double value, String sentence) {
    LearnerSettings skip = TinyLearner.settings().build();
    LearnerSettings stop = skip.toBuilder().guard(stopping()).build();
    try (Learner learner = Learner.create(backend, skip);
        Learner stopped = Learner.create(backend, stop)) {
      spoil(learner, name, value);
      spoil(stopped, name, value);
      byte[] before = state(learner);
      StepReport report = step(learner, 0);
      assertThat(report.guard().skipped()).isTrue();
      assertThat(report.loss()).isFinite();
      assertThat(withoutNumberAndCount(state(learner))).isEqualTo(withoutNumberAndCount(before));
      assertThatThrownBy(() -> step(stopped, 0)).hasMessageContaining(sentence);
    }
  }

  @Test
  void stopChangesNothingAtAllAndSaysWhy() {
    LearnerSettings settings = TinyLearner.settings().guard(stopping()).build();
    try (Learner learner = Learner.create(backend, settings, new PoisonedDraws(settings))) {
      steps(learner, 0, POISONED);
      byte[] before = state(learner);
      assertThatThrownBy(() -> step(learner, POISONED))
          .isInstanceOf(GuardStoppedException.class)
          .hasMessageContaining("Step 3 is not finite (loss NaN")
          .hasMessageContaining("guard.non-finite");
      assertThat(state(learner)).isEqualTo(before);
    }
  }

  @Test
  void anExtremeRateNeverLeavesARunningStatisticThatIsNotFinite() {
    LearnerSettings settings = TinyLearner.settings().peakRate(1e25).warmupSteps(0).build();
    try (Learner learner = Learner.create(backend, settings)) {
      steps(learner, 0, 8);
      assertThat(learner.guardCounts().skipped()).isPositive();
      for (LearnerTensors.Part part : LearnerTensors.Part.values()) {
        for (double[] values : LearnerTensors.statistics(learner, part).values()) {
          assertThat(Arrays.stream(values).allMatch(Double::isFinite)).isTrue();
        }
      }
    }
  }

  @Test
  void imagesThatAreAllEqualAreACollapseAndOthersEndIt() {
    LearnerSettings settings =
        TinyLearner.settings().guard(collapse(CollapsePolicy.HOLD, 3)).build();
    try (Learner learner = Learner.create(backend, settings)) {
      steps(learner, 0, 4);
      assertThat(learner.guardCounts()).isEqualTo(GuardCounts.NONE);
      assertThat(learner.step(black(settings)).embeddingStd()).isLessThan(0.1);
      learner.step(black(settings));
      assertThat(learner.guardCounts()).isEqualTo(new GuardCounts(0, 2, 0, false, 0));
      assertThat(learner.step(black(settings)).guard().counts().held()).isTrue();
      steps(learner, 7, 9);
      assertThat(learner.guardCounts()).isEqualTo(new GuardCounts(0, 0, 2, true, 0));
      step(learner, 9);
      assertThat(learner.guardCounts()).isEqualTo(GuardCounts.NONE);
    }
  }

  @Test
  void aRollbackRestoresTheLastCopyAndGoesOnWithTheStepNumber() {
    LearnerSettings settings =
        TinyLearner.settings().guard(collapse(CollapsePolicy.ROLLBACK, 3)).build();
    try (Learner learner = Learner.create(backend, settings);
        Learner copied = Learner.create(backend, settings)) {
      steps(copied, 0, 4); // guard.interval is 2: the last copy is of here
      steps(learner, 0, 5);
      learner.step(black(settings));
      learner.step(black(settings));
      StepReport last = learner.step(black(settings));
      assertThat(last.guard().rolledBack()).isTrue();
      assertThat(learner.guardCounts()).isEqualTo(new GuardCounts(0, 0, 0, false, 1));
      assertThat(learner.steps()).isEqualTo(8);
      assertThat(learner.imagesSeen()).isEqualTo(4L * settings.batch());
      for (LearnerTensors.Part part : LearnerTensors.Part.values()) {
        same(LearnerTensors.parameters(learner, part), LearnerTensors.parameters(copied, part));
        same(LearnerTensors.statistics(learner, part), LearnerTensors.statistics(copied, part));
      }
      assertThat(learner.kernelScale().state()).isEqualTo(copied.kernelScale().state());
      StepReport next = step(learner, 8);
      assertThat(next.step()).isEqualTo(8);
      assertThat(next.loss()).isNotEqualTo(step(copied, 8).loss()); // it drew for step 4
    }
  }

  @Test
  void aRollbackTakesNoChangeOfTheScheduleBackThatCameAfterItsCopy() {
    LearnerSettings settings =
        TinyLearner.settings().guard(collapse(CollapsePolicy.ROLLBACK, 3)).build();
    try (Learner learner = Learner.create(backend, settings)) {
      steps(learner, 0, 5); // guard.interval is 2: the last copy is of step 4
      learner.movePeakRate(0.2, 5);
      learner.moveTau(0.8, 5);
      learner.beginFinalDecay(100);
      ScheduleChanges asked = learner.scheduleChanges();
      learner.step(black(settings));
      learner.step(black(settings));
      assertThat(learner.step(black(settings)).guard().rolledBack()).isTrue();
      assertThat(learner.scheduleChanges()).isEqualTo(asked);
      assertThat(step(learner, 8).tau()).isEqualTo(asked.tau().orElseThrow().at(8));
    }
  }

  @Test
  void aStateWithACopyIsAsLargeBeforeAChangeAsAfterIt() {
    LearnerSettings settings =
        TinyLearner.settings().guard(collapse(CollapsePolicy.ROLLBACK, 3)).build();
    try (Learner learner = Learner.create(backend, settings)) {
      steps(learner, 0, 2);
      long before = learner.stateBytes();
      learner.movePeakRate(0.123456789, 1_000_000);
      learner.moveTau(0.987654321, 1_000_000);
      steps(learner, 2, 4); // takes a copy of the changed learner
      assertThat(learner.stateBytes()).isEqualTo(before);
      assertThat(state(learner)).hasSize((int) before);
    }
  }

  @Test
  void aRestartAtAnyStepOfARunWithRollbacksGivesTheSame() {
    LearnerSettings settings =
        TinyLearner.settings().guard(collapse(CollapsePolicy.ROLLBACK, 2)).build();
    try (Learner learner = Learner.create(backend, settings)) {
      byte[][] cuts = new byte[12][];
      for (int step = 0; step < cuts.length; step++) {
        cuts[step] = state(learner);
        learner.step(mixed(settings, step));
      }
      assertThat(learner.guardCounts().rollbacks()).isEqualTo(2);
      for (int cut = 0; cut < cuts.length; cut++) {
        try (Learner other = Learner.create(backend, settings)) {
          other.restoreState(ByteBuffer.wrap(cuts[cut]));
          assertThat(state(other)).isEqualTo(cuts[cut]);
          for (int step = cut; step < cuts.length; step++) {
            other.step(mixed(settings, step));
          }
          assertThat(state(other)).as("cut at %d", cut).isEqualTo(state(learner));
        }
      }
    }
  }

  @Test
  void theLastRollbackIsFollowedByAStop() {
    LearnerSettings settings =
        TinyLearner.settings().guard(collapse(CollapsePolicy.ROLLBACK, 1)).build();
    try (Learner learner = Learner.create(backend, settings)) {
      steps(learner, 0, 2);
      learner.step(black(settings));
      learner.step(black(settings));
      assertThat(learner.guardCounts().rollbacks()).isEqualTo(2);
      assertThatThrownBy(() -> learner.step(black(settings)))
          .isInstanceOf(GuardStoppedException.class)
          .hasMessageContaining("all 2 of guard.rollbacks are used");
    }
  }

  @Test
  void aCopyIsPartOfTheStateOnlyWhereRollbacksAreAskedFor() {
    LearnerSettings hold = TinyLearner.settings().build();
    LearnerSettings rollback = hold.toBuilder().guard(collapse(CollapsePolicy.ROLLBACK, 3)).build();
    try (Learner holding = Learner.create(backend, hold);
        Learner rolling = Learner.create(backend, rollback)) {
      assertThat(rolling.stateBytes()).isGreaterThan(2 * holding.stateBytes() - 100);
      steps(rolling, 0, 3);
      holding.restoreState(ByteBuffer.wrap(state(rolling)));
      assertThat(holding.restoredChanges())
          .contains("guard.on-collapse was rollback and is now hold.");
      assertThat(holding.snapshot().digest()).isEqualTo(rolling.snapshot().digest());
      rolling.restoreState(ByteBuffer.wrap(state(holding)));
      assertThat(rolling.steps()).isEqualTo(3);
      assertThat(rolling.stateBytes()).isGreaterThan(2 * holding.stateBytes() - 100);
    }
  }

  private static GuardSettings stopping() {
    return new GuardSettings(NonFinitePolicy.STOP, 0.1, 100, CollapsePolicy.HOLD, 1000, 3);
  }

  private static GuardSettings collapse(CollapsePolicy policy, long steps) {
    return new GuardSettings(NonFinitePolicy.SKIP, 0.1, steps, policy, 2, 2);
  }

  private static StepReport step(Learner learner, int number) {
    return learner.step(TinyLearner.batch(learner.settings(), number));
  }

  private static void steps(Learner learner, int from, int to) {
    for (int number = from; number < to; number++) {
      step(learner, number);
    }
  }

  /** Random images, but from step 3 on two of four batches of equal ones. */
  private static Batch mixed(LearnerSettings settings, int step) {
    return step >= 3 && step % 4 >= 2 ? black(settings) : TinyLearner.batch(settings, step);
  }

  private static Batch black(LearnerSettings settings) {
    int side = settings.architecture().inputSize();
    byte[] views = new byte[settings.batch() * side * side * 3];
    return new Batch(views, views, null, settings.batch());
  }

  private static void spoil(Learner learner, String name, double value) {
    Map<String, double[]> online = LearnerTensors.parameters(learner, LearnerTensors.Part.ONLINE);
    Map<String, double[]> target = LearnerTensors.parameters(learner, LearnerTensors.Part.TARGET);
    double[] values = online.get(name);
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(value) ? value : value * Math.signum(values[i]);
    }
    LearnerTensors.start(learner, online::get, target::get);
  }

  private static void same(Map<String, double[]> values, Map<String, double[]> expected) {
    assertThat(values.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, numbers) -> assertThat(values.get(name)).as(name).isEqualTo(numbers));
  }

  /** A state with zeros for the step, the count of skipped steps and the checksum. */
  private static byte[] withoutNumberAndCount(byte[] state) {
    ByteBuffer bytes = ByteBuffer.wrap(state.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int settings = 2 * Long.BYTES + Integer.BYTES;
    int numbers = settings + Integer.BYTES + bytes.getInt(settings);
    bytes.putLong(numbers, 0);
    bytes.putLong(numbers + LearnerState.NUMBERS_BYTES, 0);
    bytes.putInt(state.length - Integer.BYTES, 0);
    return bytes.array();
  }

  private static byte[] state(Learner learner) {
    ByteBuffer buffer = ByteBuffer.allocate((int) learner.stateBytes());
    learner.copyState(buffer);
    assertThat(buffer.hasRemaining()).isFalse();
    return buffer.array();
  }

  /** A learner's own draws, but for one step whose phases are not numbers. */
  private record PoisonedDraws(StepDraws good) implements StepDraws {
    PoisonedDraws(LearnerSettings settings) {
      this(
          new CounterDraws(
              settings.seed(),
              new FrequencySampler(settings.loss().kernel(), settings.loss().directions())));
    }

    @Override
    public FeatureDraw features(long step, int draw, int side, int features, int dimension) {
      FeatureDraw draws = good.features(step, draw, side, features, dimension);
      if (step == POISONED) {
        Arrays.fill(draws.phases(), Double.NaN);
      }
      return draws;
    }

    @Override
    public int[] scaleRows(long step, int draw, int side, int hiddens, int images, int rows) {
      return good.scaleRows(step, draw, side, hiddens, images, rows);
    }
  }
}
