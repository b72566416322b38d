package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.BackendSetup;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.operators.clock.ManualClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // harnesses throw what they like on closing
class BackendOpeningTest {

  private static final FakeBackendProvider FAST_IN_HALF =
      FakeBackendProvider.onCpu("half", 20, Map.of(Precision.FLOAT32, 10, Precision.BFLOAT16, 4));
  private static final FakeBackendProvider SLOW_IN_HALF =
      FakeBackendProvider.onCpu("half", 20, Map.of(Precision.FLOAT32, 10, Precision.BFLOAT16, 11));
  private static final FakeBackendProvider EXACT =
      FakeBackendProvider.onCpu("exact", 10, Map.of(Precision.FLOAT32, 10, Precision.FLOAT64, 10));
  private static final FakeBackendProvider GPU =
      FakeBackendProvider.onCpu("gpu", 5, Map.of(Precision.FLOAT32, 1)).onCuda();

  private static List<BackendProvider> present = List.of();

  @TempDir Path folder;
  private BackendOpening opening;

  @Test
  void precisionAutoTakesTheFasterByATrialOfSteps() {
    assertThat(fresh(Map.of("learner.precision", "auto"), FAST_IN_HALF))
        .isEqualTo(new BackendSetup("half", Precision.BFLOAT16, "cpu", 1));
    assertThat(fresh(Map.of("learner.precision", "auto"), SLOW_IN_HALF).precision())
        .isEqualTo(Precision.FLOAT32);
  }

  @Test
  void whereThereIsNothingToChooseNothingIsTimed() {
    long before = new ManualClock().nanos();

    assertThat(fresh(Map.of("learner.precision", "auto"), EXACT).precision())
        .isEqualTo(Precision.FLOAT32);
    assertThat(fresh(Map.of(), FAST_IN_HALF).precision()).isEqualTo(Precision.FLOAT32);
    assertThat(new ManualClock().nanos()).isEqualTo(before);
  }

  @Test
  void autoTakesThePreferredBackendThatHasWhatIsSet() {
    assertThat(fresh(Map.of(), GPU, EXACT, FAST_IN_HALF).backend()).isEqualTo("half");
    assertThat(fresh(Map.of("learner.precision", "float64"), EXACT, FAST_IN_HALF).backend())
        .isEqualTo("exact");
    assertThat(fresh(Map.of("learner.device", "cuda:1"), GPU, EXACT, FAST_IN_HALF))
        .isEqualTo(new BackendSetup("gpu", Precision.FLOAT32, "cuda", 1));
    assertThat(fresh(Map.of("learner.device", "cpu"), EXACT).backend()).isEqualTo("exact");
  }

  @Test
  void aBackendThatLacksThePrecisionOrTheDeviceIsRefusedWithASentence() {
    assertThatThrownBy(
            () ->
                fresh(
                    Map.of("learner.backend", "half", "learner.precision", "float64"),
                    EXACT,
                    FAST_IN_HALF))
        .hasMessageContaining(
            "half: It computes in float32 and bfloat16, and float64 was asked for: set learner.precision");
    assertThatThrownBy(() -> fresh(Map.of("learner.device", "cuda"), EXACT))
        .hasMessageContaining(
            "exact: It computes on the processor, and the device 'cuda' was asked for: set learner.device");
    assertThatThrownBy(() -> fresh(Map.of("learner.backend", "none"), EXACT))
        .hasMessageContaining("There is no backend 'none'; on the class path: exact");
  }

  @Test
  void aRestartWithAutoTakesWhatTheStateWasMadeBy() {
    BackendSetup exact = new BackendSetup("exact", Precision.FLOAT32, "cpu", 1);
    Map<String, String> auto = Map.of("learner.precision", "auto", "learner.threads", "1");
    assertThat(restarted(exact, auto, FAST_IN_HALF, EXACT)).isEqualTo(exact);
    assertThat(opening.remark()).isEmpty();

    BackendSetup half = new BackendSetup("half", Precision.BFLOAT16, "cpu", 1);
    long before = new ManualClock().nanos();
    assertThat(restarted(half, auto, SLOW_IN_HALF, EXACT)).isEqualTo(half);
    assertThat(opening.remark()).isEmpty();
    assertThat(new ManualClock().nanos()).isEqualTo(before);
  }

  @Test
  void whereThatCannotBeHadItTakesAnotherAndSaysSo() {
    BackendSetup gpu = new BackendSetup("gpu", Precision.FLOAT32, "cuda", 1);

    assertThat(restarted(gpu, Map.of(), EXACT, GPU.gone("It has no GPU.")))
        .isEqualTo(new BackendSetup("exact", Precision.FLOAT32, "cpu", 1));
    assertThat(opening.remark().orElseThrow())
        .startsWith("The state was made by gpu in float32 on cuda with 1 thread,")
        .contains("goes on with exact in float32 on cpu with 1 thread")
        .contains("cannot be had", "It has no GPU.", "no longer bit for bit");
  }

  @Test
  void whatIsSetWinsOverWhatTheStateWasMadeByAndIsToldToo() {
    BackendSetup exact = new BackendSetup("exact", Precision.FLOAT32, "cpu", 1);

    assertThat(restarted(exact, Map.of("learner.backend", "half"), EXACT, FAST_IN_HALF).backend())
        .isEqualTo("half");
    assertThat(opening.remark().orElseThrow())
        .contains("no longer bit for bit")
        .doesNotContain("cannot be had");
    assertThat(
            restarted(
                    new BackendSetup("half", Precision.BFLOAT16, "cpu", 1),
                    Map.of("learner.precision", "float32"),
                    FAST_IN_HALF)
                .precision())
        .isEqualTo(Precision.FLOAT32);
    assertThat(opening.remark()).isPresent();
  }

  @Test
  void asManyThreadsAsTheStateWasMadeByAreTakenUpToTheProcessors() {
    Configuration config = TrainerHarness.configuration(Map.of());
    config.removeConfig(LearnerOptions.THREADS);
    int processors = Runtime.getRuntime().availableProcessors();

    assertThat(
            opened(config, new BackendSetup("exact", Precision.FLOAT32, "cpu", 1), EXACT).threads())
        .isEqualTo(1);
    assertThat(
            opened(
                    config,
                    new BackendSetup("exact", Precision.FLOAT32, "cpu", processors + 1),
                    EXACT)
                .threads())
        .isEqualTo(processors);
    assertThat(opening.remark().orElseThrow()).contains("no longer bit for bit");
  }

  @Test
  void aStateMovesToABackendOfTheSameNumbers() throws Exception {
    Map<String, String> auto = Map.of("learner.precision", "auto");
    OperatorSubtaskState checkpoint;
    present = List.of(FAST_IN_HALF);
    try (TrainerHarness trainer = trainer(auto)) {
      trainer.open();
      trainer.take(0, 6);
      checkpoint = trainer.snapshot(1, 1);
    }
    present = List.of(EXACT);
    try (TrainerHarness trainer = trainer(auto)) {
      trainer.initializeState(checkpoint);
      trainer.open();
      trainer.take(6, 8);

      assertThat(trainer.progress().get(0).step()).isEqualTo(2);
      assertThat(setup(trainer)).isEqualTo(new BackendSetup("exact", Precision.FLOAT32, "cpu", 1));
    }
  }

  @Test
  void aStateOfOtherNumbersIsRefusedWithASentence() throws Exception {
    OperatorSubtaskState checkpoint;
    present = List.of(EXACT);
    try (TrainerHarness trainer = trainer(Map.of("learner.precision", "float64"))) {
      trainer.open();
      trainer.take(0, 6);
      checkpoint = trainer.snapshot(1, 1);
    }
    try (TrainerHarness trainer = trainer(Map.of("learner.precision", "float32"))) {
      assertThatThrownBy(() -> trainer.initializeState(checkpoint))
          .hasMessageContaining("learner.precision was float64 and is now float32");
    }
  }

  private BackendSetup setup(TrainerHarness trainer) throws Exception {
    Path checkpoint =
        TrainerCheckpointFile.write(folder.resolve("chk"), Trainer.UID, trainer.snapshot(2, 2));
    return TrainerCheckpoint.read(checkpoint.toString()).setup();
  }

  private BackendSetup fresh(Map<String, String> options, BackendProvider... providers) {
    return opened(TrainerHarness.configuration(options), null, providers);
  }

  private BackendSetup restarted(
      BackendSetup recorded, Map<String, String> options, BackendProvider... providers) {
    return opened(TrainerHarness.configuration(options), recorded, providers);
  }

  private BackendSetup opened(
      Configuration config, BackendSetup recorded, BackendProvider... providers) {
    opening =
        new BackendOpening(
            config,
            LearnerOptions.settings(config),
            new BackendSet(List.of(providers)),
            new ManualClock(),
            new GpuGrant("", List.of()));
    try (Backend backend = recorded == null ? opening.open() : opening.open(recorded)) {
      return BackendSetup.of(backend);
    }
  }

  private TrainerHarness trainer(Map<String, String> options) throws Exception {
    return new TrainerHarness(folder.resolve("snapshots"), options, () -> new BackendSet(present));
  }
}
