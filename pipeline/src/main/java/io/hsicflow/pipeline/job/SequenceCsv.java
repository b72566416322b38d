package io.hsicflow.pipeline.job;

import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Appends one line for every image that gets a place in the training sequence to a CSV file of the
 * machine that runs it: the place, and the topic, partition and offset of the image. A line is
 * whole as soon as it is visible. After a failure the places given since the last checkpoint are
 * given again and stand in the file again: of several lines with one place the last counts, and in
 * rotation order they are the same.
 */
public final class SequenceCsv implements Sink<Example> {
  /** The first line. */
  public static final String HEADER = "sequence,topic,partition,offset";

  private static final long serialVersionUID = 1L;

  private final String file;

  /** Writes to {@code file}; its folder is made where there is none. */
  public SequenceCsv(String file) {
    this.file = file;
  }

  @Override
  public SinkWriter<Example> createWriter(WriterInitContext context) throws IOException {
    return new CsvLines<>(Path.of(file).toAbsolutePath(), HEADER, SequenceCsv::line);
  }

  static String line(Example example) {
    SourceImage image = example.image();
    return example.sequence()
        + ","
        + image.topic()
        + ","
        + image.partition()
        + ","
        + image.offset();
  }
}
