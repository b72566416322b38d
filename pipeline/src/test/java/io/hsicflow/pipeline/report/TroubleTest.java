package io.hsicflow.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On what demos of 40 steps left: their steps, and what lies beside their snapshots. */
class TroubleTest {
  @TempDir private Path temporary;

  private Trouble of(String recorded) throws Exception {
    return Trouble.of(RecordedRun.in(temporary, recorded));
  }

  private String page(String recorded) throws Exception {
    return Xml.parse(new Report(RecordedRun.in(temporary, recorded)).text())
        .getDocumentElement()
        .getTextContent();
  }

  @Test
  void ofARunThatIsWholeThereIsNothingToSay() throws Exception {
    assertThat(of("short")).isEqualTo(Trouble.none());
    assertThat(of("short").sentence()).isEmpty();
    assertThat(page("short")).contains("Is it learning? Nothing was evaluated");
  }

  @Test
  void aCollapseIsToldByTheGatesReasonWithTheWayOut() throws Exception {
    Trouble trouble = of("collapsed");

    assertThat(trouble.spoiled()).isTrue();
    assertThat(trouble.sentence())
        .startsWith(
            "All 2 snapshots were refused for release, the last after step 40: Its embeddings have collapsed: their spread"
                + " was 0.0")
        .contains(
            "(release.embedding-std)", "steps was no finite number, and these steps were left out.")
        .contains("lower rate", "learner.peak-rate", "warm-up", "learner.warmup-steps")
        .endsWith(Trouble.WAY_OUT);
    assertThat(page("collapsed")).contains("Is it learning? " + trouble.sentence());
  }

  @Test
  void stepsThatWereNotFiniteAreCountedThoughNoSnapshotWasRefused() throws Exception {
    Trouble trouble = of("not-finite");

    assertThat(trouble.spoiled()).isTrue();
    assertThat(trouble.sentence())
        .isEqualTo(
            "Loss or gradient of 38 of 40 steps was no finite number, and these steps were left out. "
                + Trouble.WAY_OUT);
    assertThat(page("not-finite")).contains("Is it learning? " + trouble.sentence());
  }

  @Test
  void aCollapseIsSeenInTheStepsWhereNobodyJudgedTheSnapshots() throws Exception {
    WrittenRun run = new WrittenRun(temporary.resolve("steps"));
    run.file(
        "progress.csv",
        "step,images,loss,embeddingStd,skippedSteps,endMillis\n1,64,-0.1,0.8,0,1000\n2,128,0.3,0.0123,0,2000\n");

    assertThat(Trouble.of(run.folder()).sentence())
        .isEqualTo(
            "The embeddings have collapsed: their spread was 0.01230 at the last step, less than 0.1. "
                + Trouble.WAY_OUT);
  }

  @Test
  void collapsedStepsSpoilARunOnlyWhereThereAreAsManyInARowAsTheGuardAsksFor() throws Exception {
    WrittenRun run = new WrittenRun(temporary.resolve("steps"));
    String header = "step,images,loss,embeddingStd,collapsedSteps,endMillis\n";

    run.file("progress.csv", header + "1,64,-0.1,0.8,0,1000\n500,32000,0.3,0.0123,99,2000\n");
    assertThat(Trouble.of(run.folder())).isEqualTo(Trouble.none());

    run.file("progress.csv", header + "1,64,-0.1,0.8,0,1000\n500,32000,0.3,0.0123,100,2000\n");
    assertThat(Trouble.of(run.folder()).sentence())
        .isEqualTo(
            "The embeddings have collapsed: their spread has been less than guard.collapse for the last 100 steps and was"
                + " 0.01230 at the last. "
                + Trouble.WAY_OUT);
  }

  @Test
  void whatACollapseIsTheGuardOfTheRunsOwnSettingsSays() throws Exception {
    WrittenRun counted = new WrittenRun(temporary.resolve("counted"));
    String header = "step,images,loss,embeddingStd,collapsedSteps,endMillis\n";
    counted.file("settings.yaml", "guard.collapse-steps: 1000\n");
    counted.file("progress.csv", header + "1500,96000,0.3,0.0123,999,2000\n");
    assertThat(Trouble.of(counted.folder())).isEqualTo(Trouble.none());
    counted.file("progress.csv", header + "1500,96000,0.3,0.0123,1000,2000\n");
    assertThat(Trouble.of(counted.folder()).sentence()).contains("for the last 1,000 steps");

    WrittenRun spread = new WrittenRun(temporary.resolve("spread"));
    spread.file("progress.csv", "step,images,loss,embeddingStd,endMillis\n2,128,0.3,0.0123,2000\n");
    spread.file("settings.yaml", "guard.collapse: 0.02\n");
    assertThat(Trouble.of(spread.folder()).sentence()).contains("less than 0.02.");
    spread.file("settings.yaml", "guard.collapse: 0\n");
    assertThat(Trouble.of(spread.folder())).isEqualTo(Trouble.none());
  }

  @Test
  void settingsThatCannotBeReadLeaveTheGuardsDefaults() throws Exception {
    WrittenRun run = new WrittenRun(temporary.resolve("steps"));
    run.file("progress.csv", "step,images,loss,embeddingStd,endMillis\n2,128,0.3,0.0123,2000\n");
    run.file("settings.yaml", "guard.collapse: 0\nlearner.batches-of-old: '64'\n");

    assertThat(Trouble.of(run.folder()).sentence()).contains("less than 0.1.");
  }

  @Test
  void aSnapshotThatWasJudgedIsNotJudgedAgainByTheLastStep() throws Exception {
    String header = "step,images,loss,embeddingStd,endMillis\n";
    RunFolder passed = judged(header + "1,64,-0.1,0.8,1000\n40,2560,0.3,0.09,2000\n");

    assertThat(Trouble.of(passed)).isEqualTo(Trouble.none());
  }

  @Test
  void aStepThatWasLeftOutOfHundredsIsAFindingAndSpoilsNothing() throws Exception {
    Trouble trouble = Trouble.of(judged(stepsOfWhichAreLeftOut(400, 1)));

    assertThat(trouble.spoiled()).isFalse();
    assertThat(trouble.sentence())
        .isEqualTo(
            "Loss or gradient of 1 of 400 steps was no finite number, and these steps were left out.");
  }

  @Test
  void moreThanOneStepInAHundredThatWasLeftOutSpoilsARun() throws Exception {
    assertThat(Trouble.of(judged(stepsOfWhichAreLeftOut(400, 4))).spoiled()).isFalse();
    assertThat(Trouble.of(judged(stepsOfWhichAreLeftOut(400, 5))).spoiled()).isTrue();
  }

  /** A run with snapshots that passed, and with other steps. */
  private RunFolder judged(String steps) throws Exception {
    RunFolder run = RecordedRun.in(temporary, "short");
    Files.writeString(run.progress(), steps);
    return run;
  }

  private static String stepsOfWhichAreLeftOut(int steps, int leftOut) {
    StringBuilder csv = new StringBuilder("step,images,loss,skippedSteps,endMillis\n");
    for (int step = 1; step <= steps; step++) {
      boolean left = step <= leftOut;
      csv.append(
          "%d,%d,%s,%d,%d%n"
              .formatted(
                  step, 64 * step, left ? "NaN" : "-0.1", Math.min(step, leftOut), 1000L * step));
    }
    return csv.toString();
  }

  @Test
  void aLossThatIsNoNumberIsToldEvenWhereNoGuardCounted() throws Exception {
    WrittenRun run = new WrittenRun(temporary.resolve("steps"));
    run.file("progress.csv", "step,images,loss,endMillis\n1,64,-0.1,1000\n2,128,NaN,2000\n");

    assertThat(Trouble.of(run.folder()).sentence())
        .isEqualTo("Loss or gradient of 1 of 2 steps was no finite number. " + Trouble.WAY_OUT);
  }

  @Test
  void aRunWhoseLastLossIsNoNumberIsSpoiledHoweverLongItWas() throws Exception {
    String whole = stepsOfWhichAreLeftOut(400, 0);

    assertThat(Trouble.of(judged(whole + "401,25664,NaN,1,401000\n")).spoiled()).isTrue();
    assertThat(Trouble.of(judged(whole + "401,25664,-0.2,0,401000\n"))).isEqualTo(Trouble.none());
  }

  @Test
  void aRunWithoutStepsOrSnapshotsHasNone() throws Exception {
    assertThat(Trouble.of(new WrittenRun(temporary.resolve("none")).folder()).isEmpty()).isTrue();
  }
}
