package io.hsicflow.connectors.dataset;

import io.hsicflow.connectors.dataset.DatasetImage.Split;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * CIFAR-10 in its binary form (Krizhevsky 2009): records of one label byte and 32 x 32 bytes of
 * red, of green, of blue.
 */
final class CifarReader implements DatasetReader {
  /** Bytes of one record. */
  static final int RECORD = 1 + 3 * 32 * 32;

  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private final FileSequence files;
  private final long total;

  private CifarReader(FileSequence files, long total) {
    this.files = files;
    this.total = total;
  }

  /** The batches in those files, in that order. */
  static CifarReader open(List<Path> batches, long totalBytes) {
    return new CifarReader(new FileSequence(batches), totalBytes / RECORD);
  }

  @Override
  public DatasetImage next() throws IOException {
    for (InputStream in = files.current(); in != null; in = files.advance()) {
      DatasetImage image = read(in, files.name(), files.index());
      if (image != null) {
        files.count();
        return image;
      }
    }
    return null;
  }

  /**
   * The next record of a batch, or null at its end.
   *
   * @param name the batch's file name, the beginning of the id
   * @param index the record's number in the batch
   */
  static DatasetImage read(InputStream in, String name, long index) throws IOException {
    byte[] record = in.readNBytes(RECORD);
    if (record.length == 0) {
      return null;
    }
    int label = record[0] & 0xff;
    if (record.length < RECORD || label >= CLASSES.size()) {
      throw new IOException(
          "Record "
              + index
              + " of "
              + name
              + " is no CIFAR-10 record: it has "
              + record.length
              + " of "
              + RECORD
              + " bytes and label "
              + label
              + " of 0 to 9.");
    }
    byte[] rgb = new byte[3 * PLANE];
    for (int i = 0; i < PLANE; i++) {
      rgb[3 * i] = record[1 + i];
      rgb[3 * i + 1] = record[1 + PLANE + i];
      rgb[3 * i + 2] = record[1 + 2 * PLANE + i];
    }
    return new DatasetImage(
        String.format("%s/%05d", name, index),
        name.startsWith("test") ? Split.TEST : Split.TRAIN,
        CLASSES.get(label),
        PngFile.ofRgb(rgb, SIDE, SIDE));
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(total);
  }

  @Override
  public long skipped() {
    return 0;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
