package io.hsicflow.connectors.probe;

import io.hsicflow.connectors.dataset.DatasetImage;
import io.hsicflow.connectors.dataset.DatasetLimits;
import io.hsicflow.connectors.dataset.DatasetReader;
import io.hsicflow.connectors.dataset.Datasets;
import io.hsicflow.connectors.produce.ImageMessages;
import io.hsicflow.schemas.format.RecordReader;
import io.hsicflow.schemas.record.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The images of a data set as records of a topic would hold them, in Avro: what reads a topic reads
 * them as well.
 */
public final class ProbeFolder implements RecordReader {
  private static final long NO_TIME = -1;
  private static final long SOME_TIME = 0;

  private final String name;
  private final DatasetReader reader;
  private long offset;

  private ProbeFolder(String name, DatasetReader reader) {
    this.name = name;
    this.reader = reader;
  }

  /**
   * Opens any data set that {@code produce} sends.
   *
   * @param path a folder or file on this machine
   * @throws IOException where there is nothing to read
   */
  public static ProbeFolder open(String path) throws IOException {
    Path data = Path.of(path).toAbsolutePath().normalize();
    return new ProbeFolder(
        data.getFileName().toString(),
        Datasets.open(data, DatasetLimits.defaults(), OptionalLong.empty()));
  }

  /** The number of images, where that is known without reading them. */
  public OptionalLong total() {
    return reader.total();
  }

  /** How many files were passed over until now: no images by their names, empty, or too large. */
  public long skipped() {
    return reader.skipped();
  }

  @Override
  public RawRecord next() throws IOException {
    DatasetImage image = reader.next();
    if (image == null) {
      return null;
    }
    return new RawRecord(
        name,
        0,
        offset++,
        NO_TIME,
        image.id().getBytes(StandardCharsets.UTF_8),
        ImageMessages.encode(ImageMessages.record(image, name, SOME_TIME)));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
