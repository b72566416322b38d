package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.pipeline.run.JobRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the job until it ends or Ctrl-C. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the job in this process, or on a Flink cluster.",
      "Ctrl-C stops it with a savepoint and says how to go on; a second Ctrl-C quits at once."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigArguments settings;

  @Option(
      names = "--resume",
      paramLabel = "latest|none|PATH",
      description =
          "Go on from the newest checkpoint or savepoint of the job's folder, from the one at PATH, or"
              + " start afresh beside what is there.")
  private String resume;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Port of the web dashboard, 0 for any free one (default ${DEFAULT-VALUE}).")
  private int uiPort;

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT",
      description = "Run on the Flink cluster whose REST endpoint this is, not in this process.")
  private String cluster;

  @Option(
      names = "--job-jar",
      paramLabel = "JAR",
      description = "The job jar to send to the cluster (default: the launcher's).")
  private Path jobJar;

  RunCommand() {}

  @Override
  public Integer call() throws Exception {
    JobRun run = new JobRun(settings.load(), resume, spec.commandLine().getOut());
    return cluster == null ? run.here(uiPort) : run.onCluster(cluster, jobJar);
  }
}
