package io.hsicflow.pipeline.chaos;

import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.operators.clock.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes a {@link PictureStream} while the job runs, as far as it is allowed to and no faster
 * than it should, and outlives a broker that is killed: every record once, at the offset that its
 * number says.
 */
final class StreamFeed implements AutoCloseable {
  /** The most records between two turns: more would wait in the producer's memory. */
  private static final long MOST_A_TURN = 2_000;

  /** What a broker may take to come back. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final String topic;
  private final Clock clock;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<String> failure = new AtomicReference<>();
  private long next;
  private long allowed;
  private double perSecond = Double.POSITIVE_INFINITY;
  private long paceFrom;
  private long paceSince;

  StreamFeed(Configuration conf, String topic, Clock clock) {
    this.topic = topic;
    this.clock = clock;
    Properties properties = KafkaOptions.clientProperties(conf);
    properties.setProperty(ProducerConfig.CLIENT_ID_CONFIG, "chaos-feed-" + topic);
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    // A broker that is down is waited for.
    properties.setProperty(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(Integer.MAX_VALUE));
    // So it is where the producer has forgotten the topic meanwhile and has to ask for it again.
    properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(PATIENCE.toMillis()));
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Records published so far, or on their way. */
  long published() {
    return next;
  }

  /** Lets it go on to {@code records} records. */
  void allow(long records) {
    allowed = Math.max(allowed, records);
  }

  /** At most so many records a second from now on. */
  void pace(double recordsPerSecond) {
    perSecond = recordsPerSecond;
    paceFrom = next;
    paceSince = clock.nanos();
  }

  /**
   * Sends what is due.
   *
   * @throws IllegalStateException where a record was not taken, or lies elsewhere than it should
   */
  void turn() throws IOException {
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
    double due = paceFrom + perSecond * (clock.nanos() - paceSince) / 1e9;
    long until = Math.min(Math.min(allowed, next + MOST_A_TURN), (long) Math.min(due, allowed));
    for (; next < until; next++) {
      send(next);
    }
  }

  private void send(long number) throws IOException {
    producer.send(
        new ProducerRecord<>(
            topic,
            PictureStream.partitionOf(number),
            PictureStream.key(number),
            PictureStream.value(number)),
        (RecordMetadata at, Exception e) -> {
          if (e != null) {
            failure.compareAndSet(
                null, "Record " + number + " of " + topic + " was not taken: " + e.getMessage());
          } else if (at.offset() != PictureStream.offsetOf(number)) {
            failure.compareAndSet(
                null,
                "Record "
                    + number
                    + " of "
                    + topic
                    + " lies at offset "
                    + at.offset()
                    + " of its partition, not at "
                    + PictureStream.offsetOf(number)
                    + ": the broker has lost or doubled records.");
          }
        });
  }

  @Override
  public void close() {
    producer.close();
  }
}
