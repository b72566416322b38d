package io.hsicflow.connectors.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Files that may be compressed with gzip: told by their first two bytes, not by their names. */
final class GzipFiles {
  private GzipFiles() {}

  /** The file's contents, unpacked where it is gzip. */
  static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return isGzip(in) ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
    } catch (IOException e) {
      in.close();
      throw new IOException("The file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether the stream begins as gzip; it stays where it was and must support marks. */
  static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    return first == 0x1f && second == 0x8b;
  }
}
