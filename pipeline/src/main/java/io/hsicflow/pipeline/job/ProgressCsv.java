package io.hsicflow.pipeline.job;

import io.hsicflow.schemas.record.TrainingProgress;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Appends one line for every training step to a CSV file of the machine that runs it; the columns
 * are the fields of {@link TrainingProgress}, after a first line with their names. A line is whole
 * as soon as it is visible. After a failure the steps since the last checkpoint are made again and
 * stand in the file again: of several lines with one step the last counts.
 */
public final class ProgressCsv implements Sink<TrainingProgress> {
  private static final long serialVersionUID = 1L;

  private final String file;

  /** Writes to {@code file}; its folder is made where there is none. */
  public ProgressCsv(String file) {
    this.file = file;
  }

  @Override
  public SinkWriter<TrainingProgress> createWriter(WriterInitContext context) throws IOException {
    return new CsvLines<>(Path.of(file).toAbsolutePath(), header(), ProgressCsv::line);
  }

  /** The first line: the columns' names, with commas between. */
  static String header() {
    return Arrays.stream(TrainingProgress.class.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.joining(","));
  }

  static String line(TrainingProgress progress) {
    return Arrays.stream(TrainingProgress.class.getRecordComponents())
        .map(column -> String.valueOf(valueOf(column, progress)))
        .collect(Collectors.joining(","));
  }

  private static Object valueOf(RecordComponent column, TrainingProgress progress) {
    try {
      return column.getAccessor().invoke(progress);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("The field " + column.getName() + " cannot be read.", e);
    }
  }
}
