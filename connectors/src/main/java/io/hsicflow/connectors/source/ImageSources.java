package io.hsicflow.connectors.source;

import io.hsicflow.connectors.kafka.ClientNames;
import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.RawRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Sources of images from Kafka:
 *
 * <pre>{@code
 * ClientNames names = new ClientNames(conf.get(JobOptions.NAME), "train");
 * env.fromSource(ImageSources.kafka(conf, names), ImageSources.watermarks(conf, format), "images");
 * }</pre>
 *
 * In rotation order ask for {@link #partitions} first and hand them to {@link #pinned} and to the
 * sequencer.
 */
public final class ImageSources {
  /** The role that may have topics of its own. */
  private static final String EMBED = "embed";

  private ImageSources() {}

  /**
   * The source of one role, as the options say; new partitions are found while it runs.
   *
   * @throws IllegalArgumentException for options that do not fit together
   */
  public static Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState> kafka(
      Configuration conf, ClientNames names) {
    KafkaSourceBuilder<RawRecord> source = builder(conf, names);
    Optional<Pattern> pattern = pattern(conf, names);
    if (pattern.isPresent()) {
      source.setTopicPattern(pattern.get());
    } else {
      source.setTopics(topics(conf, names));
    }
    FirstLook look = new FirstLook();
    source.setStartingOffsets(SourceOffsets.start(conf, look));
    Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState> built =
        built(source, SourceOffsets.stop(conf), properties(conf, names));
    return pattern.isPresent() ? new LateTopicsSource<>(built, look) : built;
  }

  /**
   * The source of a run whose partitions are fixed: exactly these, from their start to their stop,
   * no others later.
   *
   * @param partitions from {@link #partitions}
   */
  public static Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState> pinned(
      Configuration conf, ClientNames names, Collection<ImagePartition> partitions) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    Map<TopicPartition, Long> stops = new HashMap<>();
    for (ImagePartition partition : partitions) {
      TopicPartition key = new TopicPartition(partition.topic(), partition.partition());
      starts.put(key, partition.start());
      if (partition.isBounded()) {
        stops.put(key, partition.stop());
      }
    }
    KafkaSourceBuilder<RawRecord> source = builder(conf, names);
    source.setPartitions(new HashSet<>(starts.keySet())); // A map's key set cannot be serialized.
    source.setStartingOffsets(
        SourceOffsets.inRange(OffsetsInitializer.offsets(starts), new FirstLook(), conf));
    source.setProperty(SourceProperties.DISCOVERY, "-1");
    return built(
        source,
        stops.isEmpty() ? Optional.empty() : Optional.of(OffsetsInitializer.offsets(stops)),
        properties(conf, names));
  }

  /**
   * The partitions that there are now, in the order of their turns, with the offsets that a run
   * started now reads.
   *
   * @throws IllegalStateException where the brokers do not answer or a topic is missing
   */
  public static List<ImagePartition> partitions(Configuration conf, ClientNames names) {
    Properties properties = KafkaOptions.clientProperties(conf);
    properties.setProperty("client.id", names.clientIdPrefix() + "-partitions");
    try (Admin admin = Admin.create(properties)) {
      return new PartitionSurvey(conf, names, admin).survey();
    }
  }

  /**
   * Event time from captured-at, one watermark a partition, idle partitions left out.
   *
   * @param format of the role's gate
   */
  public static WatermarkStrategy<RawRecord> watermarks(
      Configuration conf, ImageRecordFormat format) {
    WatermarkStrategy<RawRecord> strategy =
        WatermarkStrategy.<RawRecord>forBoundedOutOfOrderness(conf.get(ImagesOptions.OUT_OF_ORDER))
            .withTimestampAssigner(
                new CapturedAtAssigner(format, conf.get(ImagesOptions.MAX_AHEAD)));
    Duration idle = conf.get(ImagesOptions.IDLE_AFTER);
    return idle.isZero() ? strategy : strategy.withIdleness(idle);
  }

  private static Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState> built(
      KafkaSourceBuilder<RawRecord> source,
      Optional<OffsetsInitializer> stop,
      Properties properties) {
    return stop.isPresent()
        ? new StoppingSource<>(source.setBounded(stop.get()).build(), stop.get(), properties)
        : source.build();
  }

  private static KafkaSourceBuilder<RawRecord> builder(Configuration conf, ClientNames names) {
    return KafkaSource.<RawRecord>builder()
        .setProperties(properties(conf, names))
        .setDeserializer(new RawRecordSchema());
  }

  private static Properties properties(Configuration conf, ClientNames names) {
    Properties properties = SourceProperties.of(conf, names);
    properties.putIfAbsent(
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        Long.toString(conf.get(ImagesOptions.FETCH_PARTITION_BYTES).getBytes()));
    properties.putIfAbsent(
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        Long.toString(conf.get(ImagesOptions.FETCH_BYTES).getBytes()));
    Duration discovery = conf.get(ImagesOptions.DISCOVERY_INTERVAL);
    properties.putIfAbsent(
        SourceProperties.DISCOVERY, Long.toString(discovery.isZero() ? -1 : discovery.toMillis()));
    return properties;
  }

  static Optional<Pattern> pattern(Configuration conf, ClientNames names) {
    if (hasTopicsOfItsOwn(conf, names)) {
      return Optional.empty();
    }
    try {
      return conf.getOptional(ImagesOptions.TOPIC_PATTERN).map(Pattern::compile);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "images.topic-pattern is '"
              + e.getPattern()
              + "', which is no regular expression: "
              + e.getDescription()
              + ".",
          e);
    }
  }

  static List<String> topics(Configuration conf, ClientNames names) {
    boolean own = hasTopicsOfItsOwn(conf, names);
    List<String> topics = conf.get(own ? ImagesOptions.EMBED_TOPICS : ImagesOptions.TOPICS);
    if (topics.isEmpty()) {
      throw new IllegalArgumentException(
          (own ? "embed.topics" : "images.topics") + " is empty: name at least one topic.");
    }
    return topics;
  }

  private static boolean hasTopicsOfItsOwn(Configuration conf, ClientNames names) {
    return names.role().equals(EMBED) && conf.getOptional(ImagesOptions.EMBED_TOPICS).isPresent();
  }
}
