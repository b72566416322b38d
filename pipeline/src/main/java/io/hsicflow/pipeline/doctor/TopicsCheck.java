package io.hsicflow.pipeline.doctor;

import io.hsicflow.connectors.admin.PlannedTopic;
import io.hsicflow.connectors.admin.TopicFinding;
import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.pipeline.run.JobTopics;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/** Whether the topics that the roles read and write are there and as they should be. */
final class TopicsCheck implements Check {
  private final Configuration settings;

  /**
   * @param settings with short time-outs of the client
   */
  TopicsCheck(Configuration settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "topics";
  }

  @Override
  public Finding look() {
    List<PlannedTopic> plan = JobTopics.of(settings);
    try (Topics topics = Topics.at(settings)) {
      List<TopicFinding> findings = topics.check(plan);
      if (findings.isEmpty()) {
        return Finding.fine(
            plan.stream().map(PlannedTopic::name).collect(Collectors.joining(", ")));
      }
      String found =
          findings.stream().map(TopicFinding::difference).collect(Collectors.joining(" "));
      String commands =
          "Run: "
              + findings.stream()
                  .map(TopicFinding::command)
                  .distinct()
                  .collect(Collectors.joining("; "));
      return topics.missing(plan).isEmpty()
          ? Finding.attention(found, commands)
          : Finding.wrong(found, commands);
    }
  }
}
