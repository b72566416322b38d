package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.format.ControlFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ControlCommandTest {
  private final StringWriter err = new StringWriter();

  @Test
  void whatCannotBeAskedForIsRefusedBeforeAnythingIsPublished() {
    assertRefused("Say what is to change: final-decay");
    assertRefused("--steps is 0", "final-decay", "--steps", "0");
    assertRefused("control.topic is not set", "final-decay", "--steps", "5");
  }

  @Test
  void aReasonThatTheJobWouldNotTakeIsRefused() {
    // Three bytes each.
    String longest = "\u7d42".repeat(ControlFormat.MOST_TEXT_BYTES / 3);
    assertRefused("control.topic is not set", "final-decay", "--steps", "5", "--reason", longest);
    assertRefused(
        "--reason has 1002 bytes", "final-decay", "--steps", "5", "--reason", longest + "\u7d42");
  }

  private void assertRefused(String saying, String... change) {
    String[] arguments = new String[change.length + 1];
    arguments[0] = "control";
    System.arraycopy(change, 0, arguments, 1, change.length);
    assertThat(Hsicflow.commandLine().setErr(new PrintWriter(err)).execute(arguments)).isNotZero();
    assertThat(err.toString()).contains(saying);
    err.getBuffer().setLength(0);
  }
}
