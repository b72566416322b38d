package io.hsicflow.pipeline.cli;

import io.hsicflow.connectors.control.ControlPublisher;
import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.operators.sequencer.ChangeBounds;
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
  private static final String STEPS = "--steps";
  private static final String VALUE = "--value";

  @Spec private CommandSpec spec;

  ControlCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what is to change: final-decay, peak-rate, tau or snapshot.");
  }

  @Command(
      name = "final-decay",
      mixinStandardHelpOptions = true,
      description =
          "Lets the learning rate fall to 0 over so many steps; training ends there. It cannot be taken back.")
  int finalDecay(
      @Mixin ConfigArguments settings,
      @Option(
              names = STEPS,
              required = true,
              paramLabel = "N",
              description = "Steps until the rate is 0.")
          long steps,
      @Mixin Reason reason) {
    return publish(settings.load(), LearnerChangeKind.FINAL_DECAY, steps, null, reason);
  }

  @Command(
      name = "peak-rate",
      mixinStandardHelpOptions = true,
      description = {
        "Moves the peak learning rate (learner.peak-rate) linearly to a value; warm-up, cosine and cooldown scale with it.",
        "It stays until another change, or a resume with another setting of the rate."
      })
  int peakRate(
      @Mixin ConfigArguments settings,
      @Option(
              names = VALUE,
              required = true,
              paramLabel = "RATE",
              description = "The new peak rate, whatever the batch.")
          double value,
      @Mixin Length length,
      @Mixin Reason reason) {
    return publish(settings.load(), LearnerChangeKind.PEAK_RATE, length.steps, value, reason);
  }

  @Command(
      name = "tau",
      mixinStandardHelpOptions = true,
      description = {
        "Moves the momentum of the target network (learner.tau) linearly to a value; its schedule goes on from there.",
        "It stays until another change, or a resume with another learner.tau."
      })
  int tau(
      @Mixin ConfigArguments settings,
      @Option(
              names = VALUE,
              required = true,
              paramLabel = "TAU",
              description = "The new momentum, from 0 to 1.")
          double value,
      @Mixin Length length,
      @Mixin Reason reason) {
    return publish(settings.load(), LearnerChangeKind.TAU, length.steps, value, reason);
  }

  @Command(
      name = "snapshot",
      mixinStandardHelpOptions = true,
      description =
          "Makes a snapshot of the step that it takes effect at, beside those that are due.")
  int snapshot(@Mixin ConfigArguments settings, @Mixin Reason reason) {
    return publish(settings.load(), LearnerChangeKind.SNAPSHOT, 1, null, reason);
  }

  /** How long a change takes. */
  private static final class Length {
    @Option(
        names = STEPS,
        defaultValue = "1",
        paramLabel = "N",
        description = "Steps until it has the value; 1, the default, changes it at once.")
    private long steps;
  }

  /** Why a change is asked for. */
  private static final class Reason {
    @Option(
        names = "--reason",
        paramLabel = "SENTENCE",
        defaultValue = "",
        description = "Why, for the job's log.")
    private String sentence;
  }

  private int publish(
      Configuration settings, LearnerChangeKind kind, long steps, Double value, Reason reason) {
    refuseWhatNoJobTakes(kind, steps, value, reason.sentence);
    Control control =
        Control.newBuilder()
            .setKind(kind.text())
            .setSteps(steps)
            .setValue(value)
            .setIssuedAt(Clock.systemUTC().instant())
            .setIssuer(System.getProperty("user.name", ""))
            .setReason(reason.sentence)
            .build();
    RecordPlace place;
    try {
      place = ControlPublisher.publish(settings, control);
    } catch (IllegalStateException e) {
      throw new UserException(e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s was asked for: %s. The job's log says at which step it takes effect.%n",
        kind.asked(value == null ? Double.NaN : value, steps), place);
    out.flush();
    return 0;
  }

  private void refuseWhatNoJobTakes(
      LearnerChangeKind kind, long steps, Double value, String reason) {
    if (steps < 1) {
      throw refused("--steps is %d, but %s takes at least 1 step.".formatted(steps, kind.text()));
    }
    if (value != null) {
      try {
        ChangeBounds.require(kind, value);
      } catch (IllegalArgumentException e) {
        throw refused("--value cannot be that. " + e.getMessage());
      }
    }
    int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > ControlFormat.MOST_TEXT_BYTES) {
      throw refused(
          "--reason has %d bytes of UTF-8, and a job takes at most %d: say it in fewer words."
              .formatted(bytes, ControlFormat.MOST_TEXT_BYTES));
    }
  }

  private CommandLine.ParameterException refused(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }
}
