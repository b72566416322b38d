package io.hsicflow.operators.snapshot;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * Writes files that are visible only when complete: beside their place and then renamed on file
 * systems, directly on object stores, where a file appears when its stream is closed and a rename
 * would be a copy.
 */
final class AtomicFiles {

  private static final Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "s3p", "gs", "oss", "obs", "cosn", "wasb", "wasbs");
  private static final String MARK = ".";
  private static final String SUFFIX = ".part";
  private static final int BUFFER = 1 << 16;

  private final FileSystem files;
  private final boolean renames;

  AtomicFiles(FileSystem files) {
    this.files = files;
    String scheme = files.getUri().getScheme();
    this.renames = scheme == null || !OBJECT_STORES.contains(scheme.toLowerCase(Locale.ROOT));
  }

  /** Writes the content of a file to the stream it is given. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes {@code target} and replaces the file of that name, if there is one. */
  void write(Path target, Content content) throws IOException {
    if (!renames) {
      writePlainly(target, content);
      return;
    }
    // Two writers of one file, such as a task that was given up and its successor, do not share the
    // file beside it.
    Path aside =
        new Path(
            target.getParent(),
            MARK
                + target.getName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + Thread.currentThread().getId()
                + SUFFIX);
    try {
      writePlainly(aside, content);
      rename(aside, target);
    } catch (IOException | RuntimeException e) {
      remove(aside, e);
      throw e;
    }
  }

  /** Whether a file of that name is one that is being written, or was when its writer died. */
  static boolean isAside(String name) {
    return name.startsWith(MARK) && name.endsWith(SUFFIX);
  }

  /** Leaves nothing half written behind; the first failure is what is told. */
  private void remove(Path aside, Exception failure) {
    try {
      files.delete(aside, false);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void writePlainly(Path path, Content content) throws IOException {
    try (FSDataOutputStream out = files.create(path, WriteMode.OVERWRITE);
        OutputStream buffered = new BufferedOutputStream(out, BUFFER)) {
      content.writeTo(buffered);
    }
  }

  private void rename(Path aside, Path target) throws IOException {
    if (files.rename(aside, target)) {
      return;
    }
    // Local rename replaces; HDFS refuses where the target exists.
    if (files.exists(target)) {
      files.delete(target, false);
      if (files.rename(aside, target)) {
        return;
      }
    }
    throw new IOException(
        "Could not rename "
            + aside
            + " to "
            + target
            + ": check the folder's permissions and free space.");
  }
}
