package io.hsicflow.connectors.dataset;

import io.hsicflow.connectors.dataset.DatasetImage.Split;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * IDX files as MNIST has them (LeCun, Cortes and Burges): gray pictures of one size, and their
 * labels in a second file beside the first where there is one; both may be gzip.
 */
final class IdxReader implements DatasetReader {
  private static final int PICTURES = 0x00000803;
  private static final int LABELS = 0x00000801;
  private static final int MAX_SIDE = 4096;

  private final List<Path> files;
  private final long total;
  private int position = -1;
  private DataInputStream pictures;
  private DataInputStream labels;
  private int count;
  private int index;
  private int rows;
  private int columns;

  private IdxReader(List<Path> files, long total) {
    this.files = files;
    this.total = total;
  }

  /** The pictures in those files, in that order. */
  static IdxReader open(List<Path> files) throws IOException {
    long total = 0;
    for (Path file : files) {
      try (DataInputStream in = new DataInputStream(GzipFiles.open(file))) {
        requireMagic(file, in.readInt(), PICTURES);
        total += in.readInt();
      }
    }
    return new IdxReader(List.copyOf(files), total);
  }

  /** Whether a file of that name holds pictures in this format. */
  static boolean isPictures(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith("idx3-ubyte") || name.endsWith("idx3-ubyte.gz");
  }

  @Override
  public DatasetImage next() throws IOException {
    while (pictures == null || index == count) {
      close();
      if (++position >= files.size()) {
        return null;
      }
      openFile(files.get(position));
    }
    Path file = files.get(position);
    byte[] pixels = pictures.readNBytes(rows * columns);
    if (pixels.length < rows * columns) {
      throw new IOException(
          "The file " + file + " ends in picture " + index + " of " + count + ".");
    }
    String name = file.getFileName().toString();
    String label = labels == null ? null : Integer.toString(labels.readUnsignedByte());
    Split split = name.startsWith("t10k") || name.startsWith("test") ? Split.TEST : Split.TRAIN;
    String id = String.format("%s/%05d", name.replaceFirst("[.-]idx3-ubyte(\\.gz)?$", ""), index++);
    return new DatasetImage(id, split, label, PngFile.ofGray(pixels, columns, rows));
  }

  private void openFile(Path file) throws IOException {
    pictures = new DataInputStream(GzipFiles.open(file));
    requireMagic(file, pictures.readInt(), PICTURES);
    count = pictures.readInt();
    rows = pictures.readInt();
    columns = pictures.readInt();
    index = 0;
    if (count < 0 || rows < 1 || rows > MAX_SIDE || columns < 1 || columns > MAX_SIDE) {
      throw new IOException(
          "The file "
              + file
              + " says "
              + count
              + " pictures of "
              + columns
              + " x "
              + rows
              + " pixels; sides of 1 to "
              + MAX_SIDE
              + " are read.");
    }
    Path labelFile = labelsBeside(file);
    if (labelFile != null) {
      labels = new DataInputStream(GzipFiles.open(labelFile));
      requireMagic(labelFile, labels.readInt(), LABELS);
      int labelCount = labels.readInt();
      if (labelCount != count) {
        throw new IOException(
            "The file " + labelFile + " has " + labelCount + " labels for " + count + " pictures.");
      }
    }
  }

  /**
   * {@code train-images-idx3-ubyte.gz} goes with {@code train-labels-idx1-ubyte.gz} or the same
   * without gz.
   */
  private static Path labelsBeside(Path file) {
    String name = file.getFileName().toString();
    String plain = name.replace("images", "labels").replace("idx3", "idx1");
    String other = plain.endsWith(".gz") ? plain.substring(0, plain.length() - 3) : plain + ".gz";
    return List.of(plain, other).stream()
        .filter(candidate -> !candidate.equals(name))
        .map(file::resolveSibling)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }

  private static void requireMagic(Path file, int actual, int wanted) throws IOException {
    if (actual != wanted) {
      throw new IOException(
          String.format(
              "The file %s begins with %08x, where an IDX file of %s begins with %08x.",
              file, actual, wanted == PICTURES ? "8-bit pictures" : "8-bit labels", wanted));
    }
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
    DataInputStream closing = pictures;
    DataInputStream closingToo = labels;
    pictures = null;
    labels = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } finally {
      if (closingToo != null) {
        closingToo.close();
      }
    }
  }
}
