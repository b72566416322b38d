package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.learner.StoredLearner;
import io.hsicflow.model.learner.WeightSet;
import io.hsicflow.schemas.record.LearnerChange;
import io.hsicflow.schemas.record.LearnerChangeKind;
import io.hsicflow.schemas.record.TrainingProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * States as earlier versions wrote them, kept under {@code resources/state}, are restored. Each is
 * named by the versions of the trainer's and of the learner's part, and by {@code -rollback} where
 * it holds what only some runs have: a copy for a rollback, and changes of the schedule. It lies
 * beside what the version that wrote it said of it. Those of a new version are written, once, by
 *
 * <pre>
 * ./mvnw -pl operators -am test -Dtest=StateVersionsTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dhsicflow.write-state=$PWD/operators/src/test/resources/state
 * </pre>
 */
@SuppressWarnings("try") // harnesses throw what they like on closing
class StateVersionsTest {

  private static final String WRITE = "hsicflow.write-state";
  private static final int TRAINER_VERSION_AT = 4;
  private static final int LEARNER_VERSION_AT = 28 + 8;

  /** Two steps of four examples, and two examples of the third. */
  private static final int EXAMPLES = 10;

  /** As small as a learner gets. */
  private static final Map<String, String> SMALLEST = Map.of("learner.width", "1");

  private static final String ROLLBACK = "-rollback";

  /** The same with all that a state can hold. */
  private static final Map<String, String> FULLEST =
      Map.of(
          "learner.width", "1",
          "guard.on-collapse", "rollback",
          "learner.final-decay-steps", "100");

  private static final Map<Long, LearnerChange> CHANGES =
      Map.of(
          0L, new LearnerChange("control-0-0", LearnerChangeKind.PEAK_RATE, 50, 0.5, "", ""),
          1L, new LearnerChange("control-0-1", LearnerChangeKind.TAU, 5, 0.9, "", ""),
          2L, new LearnerChange("control-0-2", LearnerChangeKind.SNAPSHOT, 1, 0, "", ""));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trainer-1-learner-1",
        "trainer-1-learner-2",
        "trainer-1-learner-2-rollback",
        "trainer-2-learner-3",
        "trainer-2-learner-3-rollback"
      })
  void aStateOfAnEarlierVersionIsRestoredAndTrainingGoesOn(String version) throws Exception {
    byte[] state = kept(version);
    Properties said = said(version);

    assertThat(describe(state)).isEqualTo(said);
    try (TrainerHarness trainer = trainer(version)) {
      trainer.initializeState(TrainerHarness.checkpointOf(state));
      trainer.open();
      trainer.take(EXAMPLES, 4L * TrainerHarness.BATCH);

      assertThat(trainer.progress())
          .extracting(TrainingProgress::step)
          .containsExactly(steps(said) + 1, steps(said) + 2);
      assertThat(trainer.progress())
          .extracting(TrainingProgress::loss)
          .allSatisfy(loss -> assertThat(loss).isFinite());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ROLLBACK})
  void theStateOfThisVersionIsKeptToo(String kind) throws Exception {
    String version = version(written(kind)) + kind;

    assertThat(StateVersionsTest.class.getResource("/state/" + version + ".state"))
        .as("the state of %s, which is written as this class says", version)
        .isNotNull();
    byte[] kept = kept(version);
    try (TrainerHarness trainer = trainer(version)) {
      trainer.initializeState(TrainerHarness.checkpointOf(kept));
      trainer.open();

      assertThat(trainer.stateBytes()).as("what is restored is all there is").isEqualTo(kept);
    }
  }

  @Test
  void aStateOfALaterVersionIsRefusedWithASentence() throws Exception {
    byte[] state = written("");
    assertThatThrownBy(() -> restore(of(state, TRAINER_VERSION_AT, 99)))
        .hasMessageContaining("The trainer's state has version 99 and this program reads version")
        .hasMessageContaining("restore with the program that wrote it");
    assertThatThrownBy(() -> restore(of(state, LEARNER_VERSION_AT, 99)))
        .hasMessageContaining("The state is of version 99; this release reads version")
        .hasMessageContaining("Take the release that wrote it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ROLLBACK})
  @EnabledIfSystemProperty(named = WRITE, matches = ".+")
  void theStateOfThisVersionIsWritten(String kind) throws Exception {
    byte[] state = written(kind);
    Path folder = Files.createDirectories(Path.of(System.getProperty(WRITE)));
    Files.write(folder.resolve(version(state) + kind + ".state"), state);
    Files.write(
        folder.resolve(version(state) + kind + ".properties"),
        describe(state).entrySet().stream()
            .map(fact -> fact.getKey() + "=" + fact.getValue())
            .sorted()
            .toList());
  }

  private byte[] written(String kind) throws Exception {
    try (TrainerHarness trainer = trainer(kind)) {
      trainer.open();
      trainer.take(0, EXAMPLES, kind.equals(ROLLBACK) ? CHANGES : Map.of());
      return trainer.stateBytes();
    }
  }

  private static String version(byte[] state) {
    ByteBuffer in = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    return "trainer-" + in.getInt(TRAINER_VERSION_AT) + "-learner-" + in.getInt(LEARNER_VERSION_AT);
  }

  /** Another version in a state whose checksums fit. */
  private static byte[] of(byte[] state, int at, int version) throws IOException {
    byte[] other = state.clone();
    ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(at, version);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TrainerStateFormat.write(other, other.length - Integer.BYTES, out);
    return out.toByteArray();
  }

  private void restore(byte[] state) throws Exception {
    try (TrainerHarness trainer = trainer("")) {
      trainer.initializeState(TrainerHarness.checkpointOf(state));
    }
  }

  private static Properties describe(byte[] state) throws IOException {
    Properties facts = new Properties();
    try (TrainerStateFormat.Loaded loaded =
        TrainerStateFormat.load(new ByteArrayInputStream(state), new StagingBuffers())) {
      StoredLearner learner = loaded.learner();
      facts.setProperty("steps", Long.toString(learner.steps()));
      facts.setProperty("images", Long.toString(learner.imagesSeen()));
      facts.setProperty("examples", Integer.toString(loaded.examples().remaining()));
      for (WeightSet weights : WeightSet.values()) {
        facts.setProperty("digest." + weights.name(), learner.snapshot(weights, true).digest());
      }
    }
    return facts;
  }

  private static long steps(Properties said) {
    return Long.parseLong(said.getProperty("steps"));
  }

  private static byte[] kept(String version) throws IOException {
    try (InputStream in =
        StateVersionsTest.class.getResourceAsStream("/state/" + version + ".state")) {
      return in.readAllBytes();
    }
  }

  private static Properties said(String version) throws IOException {
    Properties said = new Properties();
    try (InputStream in =
        StateVersionsTest.class.getResourceAsStream("/state/" + version + ".properties")) {
      said.load(in);
    }
    return said;
  }

  private TrainerHarness trainer(String version) throws Exception {
    return new TrainerHarness(
        folder.resolve("snapshots"), version.endsWith(ROLLBACK) ? FULLEST : SMALLEST);
  }
}
