package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {
  @TempDir private Path run;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Hsicflow.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @BeforeEach
  void writeSteps() throws Exception {
    Files.writeString(
        run.resolve("steps.csv"), "step,images,loss,endMillis\n1,64,-0.1,1000\n2,128,-0.2,2000\n");
  }

  @Test
  void theReportStandsInTheRunsFolder() throws Exception {
    Files.move(run.resolve("steps.csv"), run.resolve("progress.csv"));

    assertThat(run("report", run.toString())).isZero();

    assertThat(out.toString()).contains("Report: " + run.resolve("report.html"));
    assertThat(run.resolve("report.html")).content().contains("128 images in 2 steps");
  }

  @Test
  void metricsAndReportMayBeElsewhere() {
    Path elsewhere = run.resolve("other.html");

    assertThat(
            run(
                "report",
                run.toString(),
                "--metrics",
                run.resolve("steps.csv").toString(),
                "--out",
                elsewhere.toString()))
        .isZero();

    assertThat(elsewhere).content().contains("128 images in 2 steps");
    assertThat(run.resolve("report.html")).doesNotExist();
  }

  @Test
  void aFolderWithoutARunIsToldInASentence() {
    assertThat(run("report", run.toString())).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("There is neither").doesNotContain("Exception");
  }

  @Test
  void aReportNeedsAFolder() throws Exception {
    Files.move(run.resolve("steps.csv"), run.resolve("progress.csv"));

    assertThat(run("report", run.toString(), "--out", run.resolve("none/r.html").toString()))
        .isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).contains("its folder is not there");
  }
}
