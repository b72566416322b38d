package io.hsicflow.pipeline.embed;

import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.connectors.probe.TopicRange;
import io.hsicflow.pipeline.job.InputOptions;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.RawRecord;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.flink.configuration.Configuration;

/** The images of a topic, or of a range of offsets of one partition, as a job reads them. */
public final class TopicImages implements ImageSet {
  private final String topic;
  private final ImageRecordFormat format;
  private final TopicRange reader;

  private TopicImages(String topic, ImageRecordFormat format, TopicRange reader) {
    this.topic = topic;
    this.format = format;
    this.reader = reader;
  }

  /**
   * Opens a topic or a part of it.
   *
   * @param settings the brokers, and how an image stands in a record
   * @param partition empty for all partitions
   * @param from the first offset; empty for the first that there is
   * @param to the offset behind the last; empty for the end that there is now
   * @throws IllegalStateException where there is no such topic
   * @throws IllegalArgumentException where there are no such offsets
   * @throws IOException where the brokers do not answer
   */
  public static TopicImages open(
      Configuration settings,
      String topic,
      OptionalInt partition,
      OptionalLong from,
      OptionalLong to)
      throws IOException {
    return new TopicImages(
        topic,
        InputOptions.format(settings),
        TopicRange.open(settings, topic, partition, from, to));
  }

  @Override
  public String name() {
    return "topic " + topic;
  }

  @Override
  public ImageRecordFormat format() {
    return format;
  }

  @Override
  public RawRecord next() throws IOException {
    return reader.next();
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(reader.total());
  }

  @Override
  public long passedOver() {
    return 0;
  }

  @Override
  public String nameOf(RawRecord record) {
    return new RecordPlace(record.topic(), record.partition(), record.offset()).toString();
  }

  @Override
  public boolean isTopic() {
    return true;
  }

  @Override
  public void close() {
    reader.close();
  }
}
