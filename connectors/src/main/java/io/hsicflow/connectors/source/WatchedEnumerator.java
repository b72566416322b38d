package io.hsicflow.connectors.source;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The enumerator of a {@link WatchedSource}: looks at the topics again and again. */
final class WatchedEnumerator<SplitT extends SourceSplit, StateT>
    extends ForwardingEnumerator<SplitT, StateT> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedEnumerator.class);

  private final SplitEnumeratorContext<SplitT> context;
  private final Properties client;
  private final Predicate<String> isRead;
  private final Duration interval;
  private final TopicWatch watch = new TopicWatch();
  private Admin admin;

  WatchedEnumerator(
      SplitEnumerator<SplitT, StateT> enumerator,
      SplitEnumeratorContext<SplitT> context,
      Properties client,
      Predicate<String> isRead,
      Duration interval) {
    super(enumerator);
    this.context = context;
    this.client = client;
    this.isRead = isRead;
    this.interval = interval;
  }

  @Override
  public void start() {
    super.start();
    admin = Admin.create(client);
    context.callAsync(this::look, this::judge, 0, interval.toMillis());
  }

  private Map<String, Uuid> look() throws ExecutionException, InterruptedException {
    Map<String, Uuid> present = new HashMap<>();
    for (TopicListing topic : admin.listTopics().listings().get()) {
      if (isRead.test(topic.name())) {
        present.put(topic.name(), topic.topicId());
      }
    }
    return present;
  }

  private void judge(Map<String, Uuid> present, Throwable failure) {
    if (failure == null) {
      watch.compare(present);
    } else {
      // Brokers that are away for a while are no reason to stop: the consumer waits for them, too.
      LOG.warn("The brokers do not tell which topics there are; the job waits for them.", failure);
    }
  }

  @Override
  public void close() throws IOException {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
    super.close();
  }
}
