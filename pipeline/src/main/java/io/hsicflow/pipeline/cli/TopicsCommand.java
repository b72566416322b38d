package io.hsicflow.pipeline.cli;

import io.hsicflow.connectors.admin.PlannedTopic;
import io.hsicflow.connectors.admin.TopicFinding;
import io.hsicflow.connectors.admin.TopicPlan;
import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.pipeline.config.ConfigArguments;
import java.io.PrintWriter;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes or checks the topics that the settings name. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Makes or checks all topics that the settings name.")
final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec;

  TopicsCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do with the topics: create or check.");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes the topics that are missing; changes none that is there.")
  int create(@Mixin ConfigArguments settings) {
    Configuration configuration = settings.load();
    PrintWriter out = spec.commandLine().getOut();
    try (Topics topics = Topics.at(configuration)) {
      List<PlannedTopic> plan = TopicPlan.of(configuration);
      List<PlannedTopic> made = topics.create(plan);
      for (PlannedTopic topic : plan) {
        out.printf(
            "%s (%s): %s%n",
            topic.name(),
            topic.purpose(),
            made.contains(topic) ? "made with " + partitions(topic) : "was there");
      }
    }
    out.flush();
    return 0;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Says how the topics differ from what they should be; exit code 1 if they do.")
  int check(@Mixin ConfigArguments settings) {
    Configuration configuration = settings.load();
    PrintWriter out = spec.commandLine().getOut();
    try (Topics topics = Topics.at(configuration)) {
      List<PlannedTopic> plan = TopicPlan.of(configuration);
      List<TopicFinding> findings = topics.check(plan);
      findings.forEach(out::println);
      if (findings.isEmpty()) {
        out.println("All " + plan.size() + " topics are as they should be.");
      }
      out.flush();
      return findings.isEmpty() ? 0 : Hsicflow.FAILED;
    }
  }

  private static String partitions(PlannedTopic topic) {
    return topic.partitions() + (topic.partitions() == 1 ? " partition" : " partitions");
  }
}
