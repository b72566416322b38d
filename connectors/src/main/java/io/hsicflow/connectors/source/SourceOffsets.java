package io.hsicflow.connectors.source;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** The options that say where reading starts and stops, as Flink's source takes them. */
final class SourceOffsets {
  private SourceOffsets() {}

  // Kafka deprecates OffsetResetStrategy, but Flink's connector takes no other type.
  @SuppressWarnings("deprecation")
  static OffsetsInitializer start(Configuration conf, FirstLook look) {
    return switch (conf.get(ImagesOptions.START)) {
      case EARLIEST -> inRange(OffsetsInitializer.earliest(), look, conf);
      case LATEST -> inRange(OffsetsInitializer.latest(), look, conf);
      // Committed, or else the earliest.
      case COMMITTED ->
          inRange(OffsetsInitializer.offsets(Map.of(), OffsetResetStrategy.EARLIEST), look, conf);
      case TIMESTAMP -> inRange(OffsetsInitializer.timestamp(startMillis(conf)), look, conf);
    };
  }

  /** {@code start}, with what the options say of offsets that are gone. */
  @SuppressWarnings("deprecation")
  static OffsetsInitializer inRange(OffsetsInitializer start, FirstLook look, Configuration conf) {
    return new StartOffsets(
        start,
        look,
        switch (conf.get(ImagesOptions.OUT_OF_RANGE)) {
          case FAIL -> OffsetResetStrategy.NONE;
          case EARLIEST -> OffsetResetStrategy.EARLIEST;
        });
  }

  /** Where reading stops, empty for never. */
  static Optional<OffsetsInitializer> stop(Configuration conf) {
    return switch (conf.get(ImagesOptions.STOP)) {
      case NEVER -> Optional.empty();
      case LATEST -> Optional.of(OffsetsInitializer.latest());
      case OFFSETS -> Optional.of(OffsetsInitializer.offsets(stopOffsets(conf)));
    };
  }

  static long startMillis(Configuration conf) {
    String text =
        conf.getOptional(ImagesOptions.START_TIMESTAMP)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "images.start is timestamp, but images.start-timestamp is not set: give an instant such as"
                            + " 2026-01-31T12:00:00Z."));
    try {
      return text.chars().allMatch(Character::isDigit)
          ? Long.parseLong(text)
          : Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "images.start-timestamp is '"
              + text
              + "', but must be an instant such as 2026-01-31T12:00:00Z, or milliseconds since 1970.",
          e);
    }
  }

  static Map<TopicPartition, Long> stopOffsets(Configuration conf) {
    List<String> entries = conf.getOptional(ImagesOptions.STOP_OFFSETS).orElse(List.of());
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          "images.stop is offsets, but images.stop-offsets is not set: give TOPIC:PARTITION:OFFSET for every"
              + " partition.");
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (String entry : entries) {
      String[] parts = entry.trim().split(":");
      try {
        TopicPartition partition = new TopicPartition(parts[0], Integer.parseInt(parts[1]));
        long offset = Long.parseLong(parts[2]);
        if (parts.length != 3 || offset < 0 || offsets.put(partition, offset) != null) {
          throw new IllegalArgumentException(badStop(entry));
        }
      } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
        throw new IllegalArgumentException(badStop(entry), e);
      }
    }
    return offsets;
  }

  private static String badStop(String entry) {
    return "images.stop-offsets holds '"
        + entry
        + "', but each entry must be TOPIC:PARTITION:OFFSET, images:0:1000 for example, and each partition once.";
  }
}
