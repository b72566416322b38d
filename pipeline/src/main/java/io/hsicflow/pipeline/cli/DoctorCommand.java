package io.hsicflow.pipeline.cli;

import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.pipeline.config.SecretMask;
import io.hsicflow.pipeline.doctor.Check;
import io.hsicflow.pipeline.doctor.Checkup;
import io.hsicflow.pipeline.doctor.Diagnosis;
import io.hsicflow.pipeline.doctor.Examination;
import io.hsicflow.pipeline.doctor.Grade;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether a job could run here, and what to do where not. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks this machine and the settings: settings, versions, Java, memory, processors, clock, the backends with a small"
          + " timing, the folders of state, and, where kafka.bootstrap.servers or registry.url is set, brokers and topics or the schema"
          + " registry.",
      "Prints a line for each: fine, attention or wrong, what was found, and what to do. Exit code 1 where something is wrong."
          + " Changes nothing: files that are written for a trial are deleted again."
    })
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigArguments settings;

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  @Option(
      names = "--time-out",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long one check may take before it is given up (default ${DEFAULT-VALUE}).")
  private int timeOut;

  DoctorCommand() {}

  @Override
  public Integer call() throws IOException {
    if (timeOut < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--time-out is " + timeOut + ", but must be at least 1 second.");
    }
    Configuration given = new Configuration();
    List<Check> checks;
    try {
      given = settings.load();
      checks = Checkup.of(given);
    } catch (UserException e) {
      checks = Checkup.withoutSettings(e);
    }
    Configuration secrets = given;
    return tell(
        checks,
        new Examination(
            Duration.ofSeconds(timeOut),
            SentenceExceptionHandler::sentence,
            text -> SecretMask.hide(secrets, text)));
  }

  private int tell(List<Check> checks, Examination examination) {
    PrintWriter out = spec.commandLine().getOut();
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (Check check : checks) {
      Diagnosis diagnosis = examination.of(check);
      diagnoses.add(diagnosis);
      if (!json) {
        out.println(diagnosis.line());
        out.flush(); // some take a while
      }
    }
    boolean wrong = diagnoses.stream().anyMatch(d -> d.finding().grade() == Grade.WRONG);
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("wrong", wrong);
      object.put("checks", diagnoses.stream().map(Diagnosis::json).toList());
      out.println(JsonWriter.write(object));
      out.flush();
    }
    return wrong ? Hsicflow.FAILED : 0;
  }
}
