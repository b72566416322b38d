package io.hsicflow.connectors.admin;

import io.hsicflow.connectors.kafka.KafkaCalls;
import io.hsicflow.connectors.kafka.KafkaOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes and checks topics at the brokers of a configuration. What is there already is never
 * changed: findings come with the command that would.
 *
 * <pre>{@code
 * try (Topics topics = Topics.at(conf)) {
 *   topics.check(TopicPlan.of(conf)).forEach(System.out::println);
 * }
 * }</pre>
 */
public final class Topics implements AutoCloseable {
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Admin admin;
  private final String servers;
  private final int replication;

  private Topics(Admin admin, String servers, int replication) {
    this.admin = admin;
    this.servers = servers;
    this.replication = replication;
  }

  /** The topics at the brokers of that configuration. */
  public static Topics at(Configuration conf) {
    return new Topics(
        Admin.create(KafkaOptions.clientProperties(conf)),
        conf.get(KafkaOptions.BOOTSTRAP_SERVERS),
        conf.get(TopicOptions.REPLICATION));
  }

  /**
   * Makes those that are missing; returns when their partitions take records.
   *
   * @return the topics made, the others were there
   * @throws IllegalStateException where the brokers refuse or do not answer
   */
  public List<PlannedTopic> create(List<PlannedTopic> plan) {
    List<PlannedTopic> missing = missing(plan);
    List<NewTopic> requests =
        missing.stream()
            .map(
                topic ->
                    new NewTopic(
                            topic.name(),
                            Optional.of(topic.partitions()),
                            Optional.of((short) replication).filter(copies -> copies != -1))
                        .configs(topic.properties()))
            .toList();
    Map<String, KafkaFuture<Void>> answers = admin.createTopics(requests).values();
    List<PlannedTopic> made =
        missing.stream().filter(topic -> isMade(topic, answers.get(topic.name()))).toList();
    awaitLeaders(made);
    return made;
  }

  /**
   * Whether all partitions have leaders, who answer. A producer that sends before may have its
   * first records refused and the next ones taken; the first then never fit their sequence
   * (KAFKA-15591).
   */
  private boolean haveLeaders(List<PlannedTopic> made) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (PlannedTopic topic : made) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    try {
      KafkaCalls.await(admin.listOffsets(ends).all(), "find the leaders of the topics made");
      return true;
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  /** Whether this call made the topic; false where somebody else did in the same moment. */
  private static boolean isMade(PlannedTopic topic, KafkaFuture<Void> answer) {
    try {
      KafkaCalls.await(answer, "make the topic " + topic.name());
      return true;
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }

  /** A topic is made by the controller; the brokers learn of it a moment later. */
  private void awaitLeaders(List<PlannedTopic> made) {
    long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
    while (!haveLeaders(made)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "The topics "
                + made.stream().map(PlannedTopic::name).toList()
                + " were made, but the brokers do not take records for them after "
                + VISIBLE_WITHIN.toSeconds()
                + " s: check the brokers' logs.");
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  /** The topics of the plan that do not exist. */
  public List<PlannedTopic> missing(List<PlannedTopic> plan) {
    Set<String> present = names();
    return plan.stream().filter(topic -> !present.contains(topic.name())).toList();
  }

  /** In what the topics differ from the plan; empty where all is well. */
  public List<TopicFinding> check(List<PlannedTopic> plan) {
    Set<String> present = names();
    List<TopicFinding> findings = new ArrayList<>();
    List<PlannedTopic> there = new ArrayList<>();
    for (PlannedTopic topic : plan) {
      if (present.contains(topic.name())) {
        there.add(topic);
      } else {
        findings.add(
            new TopicFinding(
                topic.name(),
                "Topic " + topic.name() + " (" + topic.purpose() + ") does not exist.",
                "./hsicflow topics create"));
      }
    }
    List<String> names = there.stream().map(PlannedTopic::name).toList();
    Map<String, TopicDescription> descriptions =
        KafkaCalls.await(
            admin.describeTopics(names).allTopicNames(), "describe the topics " + names);
    Map<String, Config> configs = configs(names);
    for (PlannedTopic topic : there) {
      checkPartitions(topic, descriptions.get(topic.name()).partitions().size(), findings);
      checkProperties(topic, configs.get(topic.name()), findings);
    }
    return findings;
  }

  /**
   * Refuses to go on without that topic.
   *
   * @throws IllegalStateException where it does not exist
   */
  public void require(String topic) {
    if (!names().contains(topic)) {
      throw new IllegalStateException(
          "There is no topic "
              + topic
              + " at "
              + servers
              + ": make it with ./hsicflow topics create, or choose another.");
    }
  }

  /** Closes the connection to the brokers. */
  @Override
  public void close() {
    admin.close();
  }

  /**
   * The names of all topics that are there, Kafka's internal ones left out.
   *
   * @throws IllegalStateException where the brokers do not answer
   */
  public Set<String> names() {
    return KafkaCalls.await(admin.listTopics().names(), "list the topics of " + servers);
  }

  private Map<String, Config> configs(List<String> names) {
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    return KafkaCalls.await(
            admin.describeConfigs(resources).all(), "describe the settings of the topics " + names)
        .entrySet()
        .stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }

  private void checkPartitions(PlannedTopic topic, int actual, List<TopicFinding> findings) {
    if (actual < topic.partitions()) {
      findings.add(
          new TopicFinding(
              topic.name(),
              "Topic "
                  + topic.name()
                  + " ("
                  + topic.purpose()
                  + ") has "
                  + actual
                  + " partitions, "
                  + topic.partitions()
                  + " are wanted.",
              "kafka-topics.sh --bootstrap-server "
                  + servers
                  + " --alter --topic "
                  + topic.name()
                  + " --partitions "
                  + topic.partitions()));
    }
  }

  private void checkProperties(PlannedTopic topic, Config config, List<TopicFinding> findings) {
    for (Map.Entry<String, String> wanted : new TreeMap<>(topic.properties()).entrySet()) {
      String key = wanted.getKey();
      String actual = config.get(key).value();
      boolean fits =
          key.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
              ? Long.parseLong(actual) >= Long.parseLong(wanted.getValue())
              : actual.equals(wanted.getValue());
      if (!fits) {
        findings.add(
            new TopicFinding(
                topic.name(),
                "Topic "
                    + topic.name()
                    + " ("
                    + topic.purpose()
                    + ") has "
                    + key
                    + " = "
                    + actual
                    + ", "
                    + wanted.getValue()
                    + " is wanted.",
                "kafka-configs.sh --bootstrap-server "
                    + servers
                    + " --alter --entity-type topics --entity-name "
                    + topic.name()
                    + " --add-config "
                    + key
                    + "="
                    + wanted.getValue()));
      }
    }
  }
}
