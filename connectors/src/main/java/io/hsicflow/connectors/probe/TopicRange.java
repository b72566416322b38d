package io.hsicflow.connectors.probe;

import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.connectors.kafka.CommittedReader;
import io.hsicflow.schemas.format.RecordReader;
import io.hsicflow.schemas.record.RawRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed records of a topic, one partition after the other, or of a range of offsets of one
 * partition: in the same order each time. No consumer group, so that no trace is left at the
 * brokers.
 */
public final class TopicRange implements RecordReader {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Queue<Span> spans;
  private final long total;
  private ProbeTopic current;

  private record Span(TopicPartition partition, long from, long to) {}

  private TopicRange(KafkaConsumer<byte[], byte[]> consumer, List<Span> spans) {
    this.consumer = consumer;
    this.spans = new ArrayDeque<>(spans);
    this.total = spans.stream().mapToLong(span -> span.to - span.from).sum();
  }

  /**
   * Opens a topic or a part of it.
   *
   * @param partition empty for all partitions
   * @param from the first offset; empty for the first that there is
   * @param to the offset behind the last; empty for the end that there is now
   * @throws IllegalStateException where there is no such topic
   * @throws IllegalArgumentException where there is no such partition, the offsets are not all
   *     there, or they are of one of several partitions that is not named
   * @throws IOException where the brokers do not answer
   */
  public static TopicRange open(
      Configuration conf, String topic, OptionalInt partition, OptionalLong from, OptionalLong to)
      throws IOException {
    try (Topics existing = Topics.at(conf)) {
      existing.require(topic);
    }
    KafkaConsumer<byte[], byte[]> consumer = CommittedReader.open(conf);
    try {
      return new TopicRange(consumer, spans(consumer, topic, partition, from, to));
    } catch (KafkaException e) {
      consumer.close();
      throw new IOException("The topic " + topic + " cannot be read: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static List<Span> spans(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      OptionalInt partition,
      OptionalLong from,
      OptionalLong to) {
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .sorted(Comparator.comparingInt(TopicPartition::partition))
            .toList();
    List<TopicPartition> read =
        all.stream()
            .filter(each -> partition.isEmpty() || each.partition() == partition.getAsInt())
            .toList();
    if (read.isEmpty()) {
      throw new IllegalArgumentException(
          "Topic "
              + topic
              + " has no partition "
              + partition.getAsInt()
              + ": it has "
              + all.size()
              + ", the first is 0.");
    }
    if (read.size() > 1 && (from.isPresent() || to.isPresent())) {
      throw new IllegalArgumentException(
          "Topic "
              + topic
              + " has "
              + read.size()
              + " partitions, and each counts its own offsets: say of which one they are.");
    }
    return read.stream()
        .map(
            each ->
                span(
                    each,
                    consumer.beginningOffsets(read).get(each),
                    consumer.endOffsets(read).get(each),
                    from,
                    to))
        .toList();
  }

  private static Span span(
      TopicPartition partition, long begin, long end, OptionalLong from, OptionalLong to) {
    Span span = new Span(partition, from.orElse(begin), to.orElse(end));
    if (span.from < begin || span.to > end || span.from > span.to) {
      throw new IllegalArgumentException(
          "Offsets from "
              + span.from
              + " to before "
              + span.to
              + " are not all there in partition "
              + partition
              + ": it has those from "
              + begin
              + " to before "
              + end
              + ".");
    }
    return span;
  }

  /** How many offsets there are in all; marks of transactions have some of them. */
  public long total() {
    return total;
  }

  @Override
  public RawRecord next() throws IOException {
    while (true) {
      RawRecord record = current == null ? null : current.next();
      if (record != null || spans.isEmpty()) {
        return record;
      }
      Span span = spans.remove();
      consumer.assign(List.of(span.partition));
      consumer.seek(span.partition, span.from);
      current = ProbeTopic.reading(consumer, span.partition, span.to);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
