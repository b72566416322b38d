package io.hsicflow.connectors.admin;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Options of {@code topics create} and {@code topics check}. */
public final class TopicOptions {
  /** Kafka's default for the largest batch of records, {@code message.max.bytes}. */
  public static final int KAFKA_MAX_MESSAGE_BYTES = 1_048_588;

  /** Partitions of topics with a record for every image. */
  public static final ConfigOption<Integer> IMAGE_PARTITIONS =
      ConfigOptions.key("topics.image-partitions")
          .intType()
          .defaultValue(4)
          .withDescription(
              "Partitions of the topics of images, embeddings and rejected records; as many tasks can share the work.");

  /** Copies of every partition. */
  public static final ConfigOption<Integer> REPLICATION =
      ConfigOptions.key("topics.replication")
          .intType()
          .defaultValue(-1)
          .withDescription(
              "Copies that the brokers keep of every partition; -1 for their default.");

  /** Largest message of the topics of images. */
  public static final ConfigOption<MemorySize> IMAGE_BYTES =
      ConfigOptions.key("topics.image-bytes")
          .memoryType()
          .defaultValue(new MemorySize(KAFKA_MAX_MESSAGE_BYTES))
          .withDescription(
              "Largest message that the topics of images take, in bytes; raise it, and kafka.max.request.size where"
                  + " images are sent, for files of more than 1 MB.");

  private TopicOptions() {}
}
