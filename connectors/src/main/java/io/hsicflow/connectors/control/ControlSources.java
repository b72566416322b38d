package io.hsicflow.connectors.control;

import io.hsicflow.connectors.kafka.ClientNames;
import io.hsicflow.connectors.source.ImagesOptions;
import io.hsicflow.connectors.source.PatientSource;
import io.hsicflow.connectors.source.RawRecordSchema;
import io.hsicflow.connectors.source.SourceProperties;
import io.hsicflow.schemas.record.RawRecord;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** The job's source of changes. */
public final class ControlSources {
  private ControlSources() {}

  /**
   * The source, if the options name a topic. A job without a state of it reads what is published
   * from its start on: by time, which the brokers turn into offsets at once. Kafka's 'latest' would
   * be looked up anew at each restart until the first record, and pass over what came between.
   *
   * @param startMillis when the job is put together, milliseconds since 1970
   * @throws IllegalArgumentException where the run has an end, at which this source would keep it
   *     from ending
   */
  public static Optional<Source<RawRecord, ?, ?>> kafka(
      Configuration conf, ClientNames names, long startMillis) {
    Optional<String> topic = conf.getOptional(ControlOptions.TOPIC);
    if (topic.isEmpty()) {
      return Optional.empty();
    }
    if (conf.get(ImagesOptions.STOP) != ImagesOptions.Stop.NEVER) {
      throw new IllegalArgumentException(
          "control.topic is "
              + topic.get()
              + ", and images.stop lets the run end by itself, which it could not while it waits for changes: leave one of them"
              + " out.");
    }
    Properties properties = SourceProperties.of(conf, names);
    properties.putIfAbsent(SourceProperties.DISCOVERY, "-1");
    return Optional.of(
        new PatientSource<>(
            KafkaSource.<RawRecord>builder()
                .setProperties(properties)
                .setDeserializer(new RawRecordSchema())
                .setTopics(topic.get())
                .setStartingOffsets(OffsetsInitializer.timestamp(startMillis))
                .build()));
  }

  /** Changes have no event time: their source is idle for good, and holds nobody's watermark. */
  public static WatermarkStrategy<RawRecord> watermarks() {
    return WatermarkStrategy.forGenerator(context -> new Idle());
  }

  private static final class Idle implements WatermarkGenerator<RawRecord> {
    @Override
    public void onEvent(RawRecord record, long timestamp, WatermarkOutput output) {
      output.markIdle();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.markIdle();
    }
  }
}
