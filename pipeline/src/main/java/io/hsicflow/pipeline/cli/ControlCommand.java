package io.hsicflow.pipeline.cli;

import io.hsicflow.connectors.control.ControlPublisher;
import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.schemas.avro.Control;
import io.hsicflow.schemas.format.ControlFormat;
import io.hsicflow.schemas.record.LearnerChangeKind;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running job to change its learner. */
@Command(
    name = "control",
    mixinStandardHelpOptions = true,
    description = {
      "Asks a running job to change its learner, by the topic control.topic.",
      "The change takes effect at a step behind the next checkpoint; the job's log says at which."
    })
final class ControlCommand implements Runnable {
  @Spec private CommandSpec spec;

  ControlCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what is to change: final-decay.");
  }

  @Command(
      name = "final-decay",
      mixinStandardHelpOptions = true,
      description =
          "Lets the learning rate fall to 0 over so many steps; training ends there. It cannot be taken back.")
  int finalDecay(
      @Mixin ConfigArguments settings,
      @Option(
              names = "--steps",
              required = true,
              paramLabel = "N",
              description = "Steps until the rate is 0.")
          long steps,
      @Option(
              names = "--reason",
              paramLabel = "SENTENCE",
              defaultValue = "",
              description = "Why, for the job's log.")
          String reason) {
    if (steps < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--steps is " + steps + ", but a final decay takes at least 1 step.");
    }
    return publish(settings.load(), LearnerChangeKind.FINAL_DECAY, steps, reason);
  }

  private int publish(Configuration settings, LearnerChangeKind kind, long steps, String reason) {
    int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > ControlFormat.MOST_TEXT_BYTES) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--reason has %d bytes of UTF-8, and a job takes at most %d: say it in fewer words."
              .formatted(bytes, ControlFormat.MOST_TEXT_BYTES));
    }
    Control control =
        Control.newBuilder()
            .setKind(kind.text())
            .setSteps(steps)
            .setIssuedAt(Clock.systemUTC().instant())
            .setIssuer(System.getProperty("user.name", ""))
            .setReason(reason)
            .build();
    RecordPlace place;
    try {
      place = ControlPublisher.publish(settings, control);
    } catch (IllegalStateException e) {
      throw new UserException(e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s over %d steps was asked for: %s. The job's log says at which step it takes effect.%n",
        kind.text(), steps, place);
    out.flush();
    return 0;
  }
}
