package io.hsicflow.connectors.produce;

import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.schemas.format.ImageRecord;
import io.hsicflow.schemas.format.ImageRecordFormat;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends images to one topic, keyed by id, with Kafka's idempotent producer: none twice, none lost
 * without a word. An image that is too large for the topic is passed over and counted; any other
 * failure is thrown by the next call.
 */
public final class ImagePublisher implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final boolean avro;
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong tooLarge = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  ImagePublisher(Producer<byte[], byte[]> producer, String topic, String format) {
    if (!format.equals(ImageRecordFormat.AVRO) && !format.equals(ImageRecordFormat.FILE)) {
      throw new IllegalArgumentException(
          "The format of images to send is '" + format + "', but must be avro or file.");
    }
    this.producer = producer;
    this.topic = topic;
    this.avro = format.equals(ImageRecordFormat.AVRO);
  }

  /**
   * A publisher to that topic.
   *
   * @param conf the brokers and client properties ({@link KafkaOptions})
   * @param format {@code avro} for our message Image, {@code file} for the bare image file
   */
  public static ImagePublisher open(Configuration conf, String topic, String format) {
    Properties properties = new Properties();
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
    properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(256 << 10));
    properties.putAll(KafkaOptions.clientProperties(conf));
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    return new ImagePublisher(
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
        topic,
        format);
  }

  /**
   * Sends an image; returns once it is in the producer's buffer.
   *
   * @throws IllegalStateException where an earlier one could not be delivered
   */
  public void send(ImageRecord image) {
    requireNoFailure();
    byte[] key = image.id().getBytes(StandardCharsets.UTF_8);
    byte[] value = avro ? ImageMessages.encode(image) : image.file();
    producer.send(new ProducerRecord<>(topic, key, value), this::onAnswer);
  }

  private void onAnswer(RecordMetadata position, Exception reason) {
    if (reason == null) {
      delivered.incrementAndGet();
    } else if (reason instanceof RecordTooLargeException) {
      tooLarge.incrementAndGet();
    } else {
      failure.compareAndSet(null, reason);
    }
  }

  /**
   * Waits until all that was sent is at the brokers.
   *
   * @throws IllegalStateException where one could not be delivered
   */
  public void flush() {
    producer.flush();
    requireNoFailure();
  }

  private void requireNoFailure() {
    Exception reason = failure.get();
    if (reason != null) {
      throw new IllegalStateException(
          "An image could not be delivered to topic " + topic + ": " + reason.getMessage(), reason);
    }
  }

  /** How many images the brokers have confirmed. */
  public long delivered() {
    return delivered.get();
  }

  /**
   * How many images were passed over because the topic or {@code kafka.max.request.size} does not
   * take them.
   */
  public long tooLarge() {
    return tooLarge.get();
  }

  /** Sends what is still in the buffer and closes the connection. */
  @Override
  public void close() {
    producer.close();
  }
}
