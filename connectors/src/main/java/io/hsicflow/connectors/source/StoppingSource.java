package io.hsicflow.connectors.source;

import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumerator.PartitionOffsetsRetrieverImpl;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka's source with a stop that also holds for partitions from the state of a run that had none:
 * Kafka's own gives one to new partitions only, so that such a run would never end.
 */
final class StoppingSource<T> extends ForwardingSource<T, KafkaPartitionSplit, KafkaSourceEnumState>
    implements ResultTypeQueryable<T> {
  private static final long serialVersionUID = 1L;

  private final TypeInformation<T> type;
  private final OffsetsInitializer stop;
  private final Properties properties;

  /**
   * @param source with that stop
   * @param properties of the source's clients
   */
  StoppingSource(KafkaSource<T> source, OffsetsInitializer stop, Properties properties) {
    super(source);
    this.type = source.getProducedType();
    this.stop = stop;
    this.properties = properties;
  }

  @Override
  public SourceReader<T, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new StoppingReader<>(super.createReader(context), this::stops);
  }

  private Map<TopicPartition, Long> stops(Collection<TopicPartition> partitions) {
    try (AdminClient admin = AdminClient.create(properties)) {
      return stop.getPartitionOffsets(
          partitions,
          new PartitionOffsetsRetrieverImpl(
              admin, properties.getProperty(ConsumerConfig.GROUP_ID_CONFIG)));
    }
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }
}
