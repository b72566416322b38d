package io.hsicflow.connectors.source;

import io.hsicflow.connectors.kafka.ClientNames;
import io.hsicflow.connectors.kafka.KafkaCalls;
import io.hsicflow.connectors.kafka.KafkaOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Asks the brokers once which partitions a run reads, from where to where. */
final class PartitionSurvey {
  /** How long a partition may take to give the last record before its stop. */
  private static final Duration LAST_RECORD_WITHIN = Duration.ofSeconds(60);

  private final Configuration conf;
  private final ClientNames names;
  private final Admin admin;

  PartitionSurvey(Configuration conf, ClientNames names, Admin admin) {
    this.conf = conf;
    this.names = names;
    this.admin = admin;
  }

  List<ImagePartition> survey() {
    List<TopicPartition> partitions = partitionsOf(topics());
    Map<TopicPartition, Long> beginnings = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> starts = starts(partitions, beginnings, ends);
    Map<TopicPartition, Long> stops = stops(partitions, ends);
    List<ImagePartition> result = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      for (TopicPartition key : partitions) {
        long stop = stops.get(key);
        long start = Math.max(starts.get(key), beginnings.get(key));
        long last;
        if (stop == ImagePartition.NO_STOP || start >= stop) {
          last = ImagePartition.EMPTY;
        } else if (stop > ends.get(key)) {
          last = stop - 1; // written while the job runs
        } else {
          last = lastRecord(consumer, key, start, stop);
        }
        result.add(new ImagePartition(key.topic(), key.partition(), start, stop, last));
      }
    }
    return result.stream().sorted().toList();
  }

  private Collection<String> topics() {
    Optional<Pattern> pattern = ImageSources.pattern(conf, names);
    if (pattern.isEmpty()) {
      return ImageSources.topics(conf, names);
    }
    List<String> found =
        KafkaCalls.await(admin.listTopics().names(), "list the topics").stream()
            .filter(topic -> pattern.get().matcher(topic).matches())
            .toList();
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "No topic matches images.topic-pattern '" + pattern.get() + "'.");
    }
    return found;
  }

  private List<TopicPartition> partitionsOf(Collection<String> topics) {
    Map<String, TopicDescription> descriptions =
        KafkaCalls.await(
            admin.describeTopics(topics).allTopicNames(), "describe the topics " + topics);
    return descriptions.values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .toList();
  }

  private Map<TopicPartition, Long> starts(
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> beginnings,
      Map<TopicPartition, Long> ends) {
    return switch (conf.get(ImagesOptions.START)) {
      case EARLIEST -> beginnings;
      case LATEST -> ends;
      case COMMITTED -> orElse(committed(), beginnings);
      case TIMESTAMP -> {
        Map<TopicPartition, Long> found =
            offsets(partitions, OffsetSpec.forTimestamp(SourceOffsets.startMillis(conf)));
        found.values().removeIf(offset -> offset < 0);
        yield orElse(found, ends);
      }
    };
  }

  private Map<TopicPartition, Long> stops(
      List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    return switch (conf.get(ImagesOptions.STOP)) {
      case NEVER ->
          partitions.stream().collect(Collectors.toMap(key -> key, key -> ImagePartition.NO_STOP));
      case LATEST -> ends;
      case OFFSETS -> {
        Map<TopicPartition, Long> given = SourceOffsets.stopOffsets(conf);
        for (TopicPartition key : partitions) {
          if (!given.containsKey(key)) {
            throw new IllegalArgumentException(
                "images.stop-offsets has no entry for partition "
                    + key.partition()
                    + " of topic "
                    + key.topic()
                    + ": in rotation order every partition needs one.");
          }
        }
        yield given;
      }
    };
  }

  private static Map<TopicPartition, Long> orElse(
      Map<TopicPartition, Long> some, Map<TopicPartition, Long> all) {
    Map<TopicPartition, Long> merged = new HashMap<>(all);
    merged.putAll(some);
    return merged;
  }

  private Map<TopicPartition, Long> committed() {
    String group =
        KafkaOptions.clientProperties(conf)
            .getProperty(ConsumerConfig.GROUP_ID_CONFIG, names.groupId());
    Map<TopicPartition, OffsetAndMetadata> found =
        KafkaCalls.await(
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
            "read the offsets of the consumer group " + group);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach(
        (key, offset) -> {
          if (offset != null) {
            offsets.put(key, offset.offset());
          }
        });
    return offsets;
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> request =
        partitions.stream().collect(Collectors.toMap(key -> key, key -> spec));
    Map<TopicPartition, ListOffsetsResultInfo> found =
        KafkaCalls.await(admin.listOffsets(request).all(), "list the offsets of " + partitions);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach((key, info) -> offsets.put(key, info.offset()));
    return offsets;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.putAll(KafkaOptions.clientProperties(conf));
    properties.setProperty(ConsumerConfig.CLIENT_ID_CONFIG, names.clientIdPrefix() + "-survey");
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The offset of the last record in {@code [start, stop)}: the one before the stop, or, where
   * markers of transactions or cleaned records lie there, one further back, looked for in growing
   * steps.
   */
  private static long lastRecord(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition key, long start, long stop) {
    consumer.assign(List.of(key));
    for (long step = 1; ; step *= 16) {
      long from = Math.max(start, stop - step);
      if (from >= stop) {
        return ImagePartition.EMPTY;
      }
      long last = lastIn(consumer, key, from, stop);
      if (last >= 0 || from == start) {
        return last;
      }
    }
  }

  private static long lastIn(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition key, long from, long stop) {
    long last = ImagePartition.EMPTY;
    long deadline = System.nanoTime() + LAST_RECORD_WITHIN.toNanos();
    consumer.seek(key, from);
    while (consumer.position(key) < stop) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        if (record.offset() < stop) {
          last = record.offset();
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Partition "
                + key.partition()
                + " of topic "
                + key.topic()
                + " could not be read up to offset "
                + stop
                + " within "
                + LAST_RECORD_WITHIN.toSeconds()
                + " s, only to "
                + consumer.position(key)
                + ": an open transaction, or a stop behind the partition's end.");
      }
    }
    return last;
  }
}
