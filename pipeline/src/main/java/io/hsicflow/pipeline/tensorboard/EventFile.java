package io.hsicflow.pipeline.tensorboard;

import io.hsicflow.operators.clock.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * An event file that grows by whole records, each visible as soon as it is written. A folder's
 * files are read in the order of their names, which have the time in them.
 */
final class EventFile implements Closeable {
  private static final long SECOND = 1000;

  private final OutputStream out;

  private EventFile(OutputStream out) {
    this.out = out;
  }

  /**
   * A new file in {@code folder}, which is made where there is none.
   *
   * @param clock says when; where a file has that millisecond already, it is taken for the next
   */
  static EventFile create(Path folder, Clock clock) throws IOException {
    Files.createDirectories(folder);
    long millis = clock.millis();
    EventFile file = new EventFile(open(folder, millis));
    file.add(Event.version(millis));
    return file;
  }

  private static OutputStream open(Path folder, long millis) throws IOException {
    for (long time = millis; ; time++) {
      try {
        return Files.newOutputStream(
            folder.resolve(name(time)), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException e) {
        // Of an attempt that began in the same millisecond; the next one is tried.
      }
    }
  }

  /** TensorBoard takes every file for one of its own whose name has {@code tfevents} in it. */
  static String name(long millis) {
    return String.format(
        Locale.ROOT,
        "events.out.tfevents.%010d.hsicflow.%03d",
        Math.floorDiv(millis, SECOND),
        Math.floorMod(millis, SECOND));
  }

  /** Adds an event, in one write. */
  void add(byte[] event) throws IOException {
    out.write(RecordFrame.of(event));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
