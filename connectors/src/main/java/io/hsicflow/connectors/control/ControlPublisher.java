package io.hsicflow.connectors.control;

import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.schemas.avro.Control;
import io.hsicflow.schemas.message.MessageCodec;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes a change for a running job, once or not at all. */
public final class ControlPublisher {
  private static final int WAIT_MILLIS = 60_000;

  private ControlPublisher() {}

  /**
   * Publishes {@code control} and waits until the brokers have it.
   *
   * @return where it stands; the job's log names it so
   * @throws IllegalStateException where the settings name no topic or the brokers do not take it
   */
  public static RecordPlace publish(Configuration conf, Control control) {
    String topic =
        conf.getOptional(ControlOptions.TOPIC)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "control.topic is not set: name the topic that the job reads changes from. A job that was started without one"
                            + " takes none until it is stopped and resumed with it."));
    Properties properties = new Properties();
    properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.toString(WAIT_MILLIS));
    properties.putAll(KafkaOptions.clientProperties(conf));
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      RecordMetadata at =
          producer
              .send(new ProducerRecord<>(topic, MessageCodec.CONTROL.encode(control)))
              .get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
      return new RecordPlace(at.topic(), at.partition(), at.offset());
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new IllegalStateException(
          "The change could not be published to topic "
              + topic
              + ": "
              + (cause.getMessage() == null ? "no answer in time" : cause.getMessage())
              + ". Whether it is there nevertheless says ./hsicflow tail "
              + topic
              + ".",
          e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
