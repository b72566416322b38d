package io.hsicflow.connectors.source;

import io.hsicflow.connectors.kafka.ClientNames;
import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.schemas.record.RawRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/**
 * A source that notices that a topic that it reads is deleted. It fails the job, for good and with
 * a sentence; where the topics are those of a pattern and have no end, it lets the topic go.
 */
public final class WatchedSource
    extends ForwardingSource<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState> {
  private static final long serialVersionUID = 1L;

  private final Properties client;
  private final ReadTopics read;
  private final Duration interval;

  private WatchedSource(
      Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState> source,
      Properties client,
      ReadTopics read,
      Duration interval) {
    super(source);
    this.client = client;
    this.read = read;
    this.interval = interval;
  }

  /**
   * {@code source}, watched as the options of the role say.
   *
   * @param pinned the partitions of a run whose partitions are fixed, else empty
   */
  public static Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState> of(
      Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState> source,
      Configuration conf,
      ClientNames names,
      Collection<ImagePartition> pinned) {
    Duration interval = conf.get(ImagesOptions.WATCH_INTERVAL);
    if (interval.isZero()) {
      return source;
    }
    Properties client = KafkaOptions.clientProperties(conf);
    client.setProperty("client.id", names.clientIdPrefix() + "-watch");
    Set<TopicPartition> fixed =
        pinned.stream()
            .map(one -> new TopicPartition(one.topic(), one.partition()))
            .collect(Collectors.toSet());
    boolean bounded = source.getBoundedness() == Boundedness.BOUNDED;
    return new WatchedSource(source, client, ReadTopics.of(conf, names, fixed, bounded), interval);
  }

  @Override
  public SourceReader<RawRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new WatchedReader(
        super.createReader(context),
        read.mayLeave() ? new FirstRecords(client)::of : splits -> splits,
        context.metricGroup().addGroup("images").counter("leftPartitions"));
  }

  private SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> watched(
      SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
      SplitEnumeratorContext<KafkaPartitionSplit> context,
      Set<String> restored) {
    return new WatchedEnumerator(enumerator, context, client, read, restored, interval);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) throws Exception {
    return watched(source().createEnumerator(context), context, Set.of());
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws Exception {
    return watched(source().restoreEnumerator(context, checkpoint), context, topicsOf(checkpoint));
  }

  private Set<String> topicsOf(KafkaSourceEnumState state) {
    Set<String> topics = new HashSet<>();
    for (Collection<KafkaPartitionSplit> splits :
        List.of(state.assignedSplits(), state.unassignedSplits())) {
      splits.stream().map(KafkaPartitionSplit::getTopic).filter(read).forEach(topics::add);
    }
    return topics;
  }
}
