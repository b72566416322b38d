package io.hsicflow.connectors.dataset;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files that are read one after the other, each open only while it is read. */
final class FileSequence implements Closeable {
  private final List<Path> files;
  private int position;
  private long index;
  private InputStream open;

  FileSequence(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /** The file being read, or null after the last. */
  InputStream current() throws IOException {
    if (open == null && position < files.size()) {
      open = new BufferedInputStream(Files.newInputStream(files.get(position)), 1 << 16);
    }
    return open;
  }

  /** The next file, or null after the last. */
  InputStream advance() throws IOException {
    close();
    position++;
    index = 0;
    return current();
  }

  /** The current file's name. */
  String name() {
    return files.get(position).getFileName().toString();
  }

  /** How many records of the current file were counted. */
  long index() {
    return index;
  }

  /** Counts a record of the current file. */
  void count() {
    index++;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      InputStream closing = open;
      open = null;
      closing.close();
    }
  }
}
