package io.hsicflow.pipeline.embed;

import io.hsicflow.connectors.probe.ProbeFolder;
import io.hsicflow.pipeline.job.InputOptions;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.apache.flink.configuration.Configuration;

/** The images of any data set that {@code produce} sends, in its own order. */
public final class DataSetImages implements ImageSet {
  private final Path data;
  private final ImageRecordFormat format;
  private final ProbeFolder reader;

  private DataSetImages(Path data, ImageRecordFormat format, ProbeFolder reader) {
    this.data = data;
    this.format = format;
    this.reader = reader;
  }

  /**
   * Opens a data set.
   *
   * @param settings limits of an image's fields
   * @throws IOException where there is nothing to read, with what would be read
   */
  public static DataSetImages open(Configuration settings, Path data) throws IOException {
    return new DataSetImages(data, InputOptions.avro(settings), ProbeFolder.open(data.toString()));
  }

  @Override
  public String name() {
    return data.toString();
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
    return reader.total();
  }

  @Override
  public long passedOver() {
    return reader.skipped();
  }

  @Override
  public String nameOf(RawRecord record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  @Override
  public boolean isTopic() {
    return false;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
