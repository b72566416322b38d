package io.hsicflow.connectors.source;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The enumerator of a {@link WatchedSource}: looks at the topics again and again. */
final class WatchedEnumerator
    extends ForwardingEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedEnumerator.class);

  private final SplitEnumeratorContext<KafkaPartitionSplit> context;
  private final Properties client;
  private final ReadTopics read;
  private final Duration interval;
  private final TopicWatch watch;
  private final NewPartitions newPartitions;
  private final LeftTopics left = new LeftTopics();
  private Admin admin;

  /**
   * @param restored the topics of the state, empty for a new job
   */
  WatchedEnumerator(
      SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
      SplitEnumeratorContext<KafkaPartitionSplit> context,
      Properties client,
      ReadTopics read,
      Set<String> restored,
      Duration interval) {
    super(enumerator);
    this.context = context;
    this.client = client;
    this.read = read;
    this.interval = interval;
    this.watch = new TopicWatch(read.mayLeave(), restored);
    this.newPartitions = new NewPartitions(read.pinned());
  }

  @Override
  public void start() {
    super.start();
    admin = Admin.create(client);
    context.callAsync(this::look, this::judge, 0, interval.toMillis());
  }

  private Present look() throws ExecutionException, InterruptedException {
    Map<String, Uuid> ids = new HashMap<>();
    for (TopicListing topic : admin.listTopics().listings().get()) {
      if (read.test(topic.name())) {
        ids.put(topic.name(), topic.topicId());
      }
    }
    return new Present(ids, read.pinned().isEmpty() ? List.of() : partitions(ids.keySet()));
  }

  private List<TopicPartition> partitions(Set<String> topics)
      throws ExecutionException, InterruptedException {
    return admin.describeTopics(topics).allTopicNames().get().values().stream()
        .flatMap(WatchedEnumerator::partitions)
        .toList();
  }

  private static Stream<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(one -> new TopicPartition(topic.name(), one.partition()));
  }

  private void judge(Present present, Throwable failure) {
    if (failure != null) {
      // Brokers that are away for a while are no reason to stop: the consumer waits for them, too.
      LOG.warn("The brokers do not tell which topics there are; the job waits for them.", failure);
      return;
    }
    left.restartFor(present.ids().keySet());
    Set<String> gone = watch.compare(present.ids());
    if (!gone.isEmpty()) {
      left.add(gone);
      TopicsLeft event = new TopicsLeft(Set.copyOf(gone));
      context
          .registeredReaders()
          .keySet()
          .forEach(subtask -> context.sendEventToSourceReader(subtask, event));
    }
    newPartitions.tell(present.partitions());
  }

  @Override
  public void addReader(int subtask) {
    // First, so that the reader takes none of their partitions.
    if (!left.topics().isEmpty()) {
      context.sendEventToSourceReader(subtask, new TopicsLeft(left.topics()));
    }
    super.addReader(subtask);
  }

  @Override
  public KafkaSourceEnumState snapshotState(long checkpoint) throws Exception {
    return left.without(super.snapshotState(checkpoint), checkpoint);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    left.complete(checkpoint);
  }

  @Override
  public void close() throws IOException {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
    super.close();
  }

  /** What a look found of the topics that are read; partitions only where they are fixed. */
  private record Present(Map<String, Uuid> ids, List<TopicPartition> partitions) {}
}
