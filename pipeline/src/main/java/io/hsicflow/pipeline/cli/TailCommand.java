package io.hsicflow.pipeline.cli;

import io.hsicflow.connectors.tail.TailSettings;
import io.hsicflow.connectors.tail.TopicTail;
import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.pipeline.config.TopicNames;
import io.hsicflow.pipeline.run.InterruptSignal;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the records of a topic. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = "Prints our records readably, one a line, as they come; Ctrl-C ends it.")
final class TailCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigArguments settings;

  @Parameters(
      paramLabel = "TOPIC",
      description =
          "A topic, or images, embeddings, dead-letters, snapshots or evaluations for the one that"
              + " the settings name so.")
  private String topic;

  @Option(
      names = {"-n", "--last"},
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Start with the last N records of every partition, -1 for all (default ${DEFAULT-VALUE}).")
  private long last;

  @Option(names = "--no-follow", description = "End at what is there now.")
  private boolean noFollow;

  @Option(
      names = "--max",
      paramLabel = "N",
      defaultValue = "0",
      description = "End after N records; 0 (the default) for no limit.")
  private long max;

  TailCommand() {}

  @Override
  public Integer call() {
    Configuration configuration = settings.load();
    String resolved = TopicNames.resolve(topic, configuration);
    TopicTail tail = new TopicTail(configuration, new TailSettings(resolved, last, !noFollow, max));
    InterruptSignal.onSignal(tail::stop, () -> Runtime.getRuntime().halt(Hsicflow.QUIT));
    PrintWriter out = spec.commandLine().getOut();
    tail.run(
        line -> {
          out.println(line);
          out.flush();
        });
    return 0;
  }
}
