package io.hsicflow.connectors.tail;

import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.connectors.kafka.CommittedReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Prints the records of a topic as they come, without a consumer group and so without a trace at
 * the brokers. {@link #run} ends after the wanted number, at the topic's end where it does not
 * follow, or when {@link #stop} is called.
 */
public final class TopicTail {
  private final Configuration conf;
  private final TailSettings settings;
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean stopped;
  private long printed;

  /** A tail of that topic at the brokers of that configuration. */
  public TopicTail(Configuration conf, TailSettings settings) {
    this.conf = conf;
    this.settings = settings;
  }

  /**
   * Prints.
   *
   * @param out takes each line
   * @return how many records were printed
   * @throws IllegalStateException where the topic does not exist or the brokers do not answer
   */
  public long run(Consumer<String> out) {
    try (Topics topics = Topics.at(conf)) {
      topics.require(settings.topic());
    }
    try (KafkaConsumer<byte[], byte[]> opened = CommittedReader.open(conf)) {
      consumer = opened;
      return stopped ? 0 : print(opened, out);
    } catch (WakeupException e) {
      // stop() wakes a waiting consumer this way.
      return printed;
    } finally {
      consumer = null;
    }
  }

  /** Makes {@link #run} end; may be called from any thread. */
  public void stop() {
    stopped = true;
    KafkaConsumer<byte[], byte[]> running = consumer;
    if (running != null) {
      running.wakeup();
    }
  }

  private long print(KafkaConsumer<byte[], byte[]> source, Consumer<String> out) {
    Map<TopicPartition, Long> ends = assign(source);
    while (!stopped && (settings.follow() || isBefore(source, ends))) {
      for (ConsumerRecord<byte[], byte[]> record : source.poll(Duration.ofMillis(200))) {
        out.accept(RecordPrinter.print(record));
        if (++printed == settings.maxRecords()) {
          return printed;
        }
      }
    }
    return printed;
  }

  /** Goes to where printing starts; the partitions' ends as they are now. */
  private Map<TopicPartition, Long> assign(KafkaConsumer<byte[], byte[]> source) {
    List<PartitionInfo> infos = source.partitionsFor(settings.topic());
    List<TopicPartition> partitions =
        infos.stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
    source.assign(partitions);
    Map<TopicPartition, Long> begins = source.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = new HashMap<>(source.endOffsets(partitions));
    for (TopicPartition partition : partitions) {
      long begin = begins.get(partition);
      long end = ends.get(partition);
      long back = settings.last() < 0 ? end - begin : Math.min(end - begin, settings.last());
      source.seek(partition, end - back);
    }
    return ends;
  }

  private static boolean isBefore(
      KafkaConsumer<byte[], byte[]> source, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(entry -> source.position(entry.getKey()) < entry.getValue());
  }
}
