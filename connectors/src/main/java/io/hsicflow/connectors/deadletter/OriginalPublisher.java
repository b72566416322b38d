package io.hsicflow.connectors.deadletter;

import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.connectors.kafka.RedriveMark;
import io.hsicflow.connectors.sink.DeadLetterLimits;
import io.hsicflow.connectors.sink.DeadLetterOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes originals and, in the same transaction, the ledger's entries on them. All redrives of
 * one topic share one transactional id: of two at once the brokers stop the earlier.
 */
final class OriginalPublisher implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final String topic;

  private OriginalPublisher(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * A publisher; what an earlier one left open is undone when this returns.
   *
   * @throws IllegalStateException where the brokers refuse or do not answer
   */
  static OriginalPublisher open(Configuration conf) {
    Properties properties = KafkaOptions.clientProperties(conf);
    DeadLetterLimits.fitProducer(properties, conf);
    String topic = conf.get(DeadLetterOptions.TOPIC);
    properties.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic + "-redrive");
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
      return new OriginalPublisher(producer, topic);
    } catch (KafkaException e) {
      producer.close();
      throw new IllegalStateException(
          "The brokers do not let transactions of the id "
              + topic
              + "-redrive begin, without which nothing can be published just once: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Publishes the originals of {@code letters}, all or none.
   *
   * @return those that were left out because a topic does not take them
   * @throws IllegalStateException where the brokers refuse; nothing of the batch is visible then
   */
  List<StoredLetter> publish(List<StoredLetter> letters) {
    List<StoredLetter> rest = new ArrayList<>(letters);
    List<StoredLetter> tooLarge = new ArrayList<>();
    while (!rest.isEmpty()) {
      List<StoredLetter> refused = attempt(rest);
      if (refused.isEmpty()) {
        break;
      }
      tooLarge.addAll(refused);
      rest.removeAll(refused);
    }
    return tooLarge;
  }

  /** One transaction; committed where nothing is too large, else undone. */
  private List<StoredLetter> attempt(List<StoredLetter> letters) {
    Map<StoredLetter, Exception> failures = new ConcurrentHashMap<>();
    try {
      producer.beginTransaction();
      send(letters, failures);
      producer.flush();
      if (failures.isEmpty()) {
        producer.commitTransaction();
        return List.of();
      }
      producer.abortTransaction();
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new IllegalStateException(
          "Another redrive of topic " + topic + " has begun since; it goes on with what is left.",
          e);
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "The originals could not be published, none of the batch is visible: " + e.getMessage(),
          e);
    }
    failures.values().stream()
        .filter(failure -> !(failure instanceof RecordTooLargeException))
        .findFirst()
        .ifPresent(
            failure -> {
              throw new IllegalStateException(
                  "The originals could not be published, none of the batch is visible: "
                      + failure.getMessage(),
                  failure);
            });
    return List.copyOf(failures.keySet());
  }

  private void send(List<StoredLetter> letters, Map<StoredLetter, Exception> failures) {
    for (StoredLetter letter : letters) {
      try {
        producer.send(
            original(letter),
            (position, failure) -> {
              if (failure != null) {
                failures.put(letter, failure);
              }
            });
        if (failures.isEmpty()) {
          producer.send(RedriveLedger.entry(letter.entry()));
        }
      } catch (KafkaException e) {
        // Kafka takes no more in a transaction that has failed.
        if (failures.isEmpty()) {
          throw e;
        }
      }
      if (!failures.isEmpty()) {
        return;
      }
    }
  }

  /** The original with the mark, where it was; elsewhere if that partition is no longer there. */
  private ProducerRecord<byte[], byte[]> original(StoredLetter letter) {
    RecordPlace place = letter.entry().original();
    int partitions = producer.partitionsFor(place.topic()).size();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            place.topic(),
            place.partition() < partitions ? place.partition() : null,
            letter.originalKey(),
            letter.originalValue());
    record.headers().add(RedriveMark.of(letter.entry().letter()));
    return record;
  }

  @Override
  public void close() {
    producer.close();
  }
}
