package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HsicflowTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesTheCommandsAndExitsWithZero() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("options", "Usage: hsicflow");
  }

  @Test
  void versionsAreThoseOfTheBuild() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).containsPattern("hsicflow \\d").containsPattern("Flink \\d");
  }

  @Test
  void aMissingCommandIsWrongUsage() {
    assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("A command is missing");
  }

  @Test
  void anUnknownCommandIsWrongUsage() {
    assertThat(run("optoins")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("options");
  }

  @Test
  void aFailureIsASentenceWithoutAStackTrace() {
    assertThat(run("options", "nonsense")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).startsWith("hsicflow: No option starts with nonsense");
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void debugAddsTheStackTrace() {
    assertThat(run("--debug", "options", "nonsense")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void theSentenceOfAWrappedFailureIsThatOfItsDeepestCause() {
    Exception wrapped =
        new RuntimeException("outer", new IllegalStateException("The belt is 3 m too short."));

    assertThat(SentenceExceptionHandler.sentence(wrapped)).isEqualTo("The belt is 3 m too short.");
  }

  @Test
  void aFailureThatCameAsTextLosesTheNameOfItsClass() {
    Exception remote =
        new RuntimeException("java.lang.IllegalStateException: The belt is 3 m too short.");

    assertThat(SentenceExceptionHandler.sentence(remote)).isEqualTo("The belt is 3 m too short.");
  }

  @Test
  void optionsArePrintedPlainAndAsMarkdown() {
    assertThat(run("options", "job.")).isZero();
    assertThat(out.toString()).contains("job.name  (text; default hsicflow)");
    assertThat(run("options", "--markdown")).isZero();
    assertThat(out.toString())
        .contains("| `job.roles` | list of train \\| embed \\| evaluate | `train,embed` |");
  }

  private int run(String... arguments) {
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
