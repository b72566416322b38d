package io.hsicflow.pipeline.job;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.SinkWriter;

/** Appends lines to a file, after a first one where it is new; each is whole once it is visible. */
final class CsvLines<T> implements SinkWriter<T> {
  private final Writer writer;
  private final Function<T, String> line;

  /**
   * Opens the file; its folder is made where there is none.
   *
   * @param header the first line of a new file
   * @param line of an element
   */
  CsvLines(Path file, String header, Function<T, String> line) throws IOException {
    this.line = line;
    Files.createDirectories(file.getParent());
    boolean fresh = Files.notExists(file) || Files.size(file) == 0;
    writer =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (fresh) {
      writer.write(header + "\n");
    }
  }

  @Override
  public void write(T element, Context context) throws IOException {
    writer.write(line.apply(element) + "\n");
    writer.flush();
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
