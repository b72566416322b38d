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
    assertRefused("Say what is to change: final-decay, peak-rate, tau or snapshot");
    assertRefused("--steps is 0", "final-decay", "--steps", "0");
    assertRefused("--steps is -1", "peak-rate", "--value", "0.1", "--steps", "-1");
    assertRefused("Missing required option: '--value=RATE'", "peak-rate");
    assertRefused("The peak rate must be a finite number", "peak-rate", "--value", "-0.1");
    assertRefused("The peak rate must be a finite number", "peak-rate", "--value", "NaN");
    assertRefused("tau must be in [0, 1], and is 1.5", "tau", "--value", "1.5");
    assertRefused("Unknown options: '--steps', '5'", "snapshot", "--steps", "5");
  }

  @Test
  void whatAJobTakesIsPublishedWhereATopicIsNamed() {
    assertRefused("control.topic is not set", "final-decay", "--steps", "5");
    assertRefused("control.topic is not set", "peak-rate", "--value", "0.2");
    assertRefused("control.topic is not set", "peak-rate", "--value", "0.2", "--steps", "90");
    assertRefused("control.topic is not set", "tau", "--value", "0.996", "--steps", "90");
    assertRefused("control.topic is not set", "snapshot", "--reason", "before the night");
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
