package io.hsicflow.model.snapshot;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Writes a safetensors file of rows that come one after the other and need not fit the memory: a
 * tensor {@code F32 [rows, width]}, and a tensor {@code U8 [bytes]} that holds a line of UTF-8 for
 * each row. Room for the header is left in front and filled in the end; lines wait in a file
 * beside.
 */
public final class SafetensorsRows implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final String rowsName;
  private final String linesName;
  private final int width;
  private final Map<String, String> metadata;
  private final int headerBytes;
  private final FileChannel file;
  private final OutputStream rows;
  private final Path linesFile;
  private final OutputStream lines;
  private final ByteBuffer row;
  private int count;
  private int linesBytes;

  /**
   * A file without rows.
   *
   * @param path a new file; one that is there is replaced
   * @param rowsName name of the tensor of rows
   * @param width numbers of a row
   * @param linesName name of the tensor of lines
   */
  public SafetensorsRows(
      Path path, String rowsName, int width, String linesName, Map<String, String> metadata)
      throws IOException {
    this.rowsName = rowsName;
    this.linesName = linesName;
    this.width = width;
    this.metadata = Map.copyOf(metadata);
    // No header of fewer rows and bytes is longer.
    headerBytes = header(Integer.MAX_VALUE, Integer.MAX_VALUE).bytes(0).length;
    row = ByteBuffer.allocate(width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    linesFile = path.resolveSibling(path.getFileName() + ".lines");
    file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      lines = new BufferedOutputStream(Files.newOutputStream(linesFile), BUFFER);
      rows = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
      rows.write(new byte[headerBytes]);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private SafetensorsHeader header(int rowCount, int lineBytes) {
    return new SafetensorsHeader(metadata)
        .tensor(rowsName, ElementType.F32, rowCount, width)
        .tensor(linesName, ElementType.U8, lineBytes);
  }

  /**
   * Adds a row and its line.
   *
   * @param values the row begins at {@code from} in them
   * @param line without its end
   * @throws IOException also where one of the tensors would be larger than {@link Safetensors}
   *     reads
   */
  public void add(float[] values, int from, String line) throws IOException {
    byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if ((count + 1L) * row.capacity() > Safetensors.MAX_TENSOR_BYTES
        || linesBytes + (long) text.length > Safetensors.MAX_TENSOR_BYTES) {
      throw new IOException(
          "More than "
              + count
              + " rows of "
              + width
              + " numbers make a tensor of more than "
              + Safetensors.MAX_TENSOR_BYTES
              + " bytes: write them to several files, or as CSV.");
    }
    row.clear();
    for (int i = from; i < from + width; i++) {
      row.putFloat(values[i]);
    }
    rows.write(row.array());
    lines.write(text);
    count++;
    linesBytes += text.length;
  }

  /** Completes the file. */
  public void finish() throws IOException {
    lines.flush();
    Files.copy(linesFile, rows);
    rows.flush();
    ByteBuffer header = ByteBuffer.wrap(header(count, linesBytes).bytes(headerBytes));
    for (int at = 0; header.hasRemaining(); ) {
      at += file.write(header, at);
    }
  }

  /** Closes the file, which is no safetensors file unless it was completed before. */
  @Override
  @SuppressWarnings("try") // they are there to be closed
  public void close() throws IOException {
    try (FileChannel closedLast = file;
        OutputStream closed = lines) {
      // All that counts was written by finish.
    } finally {
      Files.deleteIfExists(linesFile);
    }
  }
}
