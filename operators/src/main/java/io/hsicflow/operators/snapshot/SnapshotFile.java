package io.hsicflow.operators.snapshot;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * One file of a snapshot, wherever it lies.
 *
 * @param path a path or URI of a file system that Flink knows
 */
public record SnapshotFile(Path path) {

  /** How the names of snapshot files end. */
  static final String SUFFIX = ".safetensors";

  private static final int BUFFER = 1 << 16;

  /** A file by its path or URI. */
  public static SnapshotFile at(String path) {
    return new SnapshotFile(new Path(path));
  }

  /** Whether there is a file, and no folder, of that name. */
  public boolean exists() throws IOException {
    return files().exists(path) && !files().getFileStatus(path).isDir();
  }

  /** When the file was written, in milliseconds since 1970. */
  public long modifiedAt() throws IOException {
    return files().getFileStatus(path).getModificationTime();
  }

  /**
   * Reads the snapshot and checks its digest.
   *
   * @throws FileNotFoundException where there is none
   * @throws IOException with a sentence where it cannot be read
   */
  public EncoderSnapshot read() throws IOException {
    try (InputStream in = open()) {
      return EncoderSnapshot.read(in);
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("Snapshot " + path + " cannot be read. " + e.getMessage(), e);
    }
  }

  /** Writes a snapshot; the file is visible only when complete. */
  public void write(EncoderSnapshot snapshot) throws IOException {
    new AtomicFiles(files()).write(path, snapshot::write);
  }

  /** Copies this file, byte by byte, to another place, where it is visible only when complete. */
  public void copyTo(SnapshotFile target) throws IOException {
    try (InputStream in = open()) {
      new AtomicFiles(target.files()).write(target.path, in::transferTo);
    }
  }

  /** The file of that kind about this snapshot. */
  JsonFile beside(BesideFile kind) {
    return new JsonFile(placeOf(kind));
  }

  /**
   * Writes a file about this snapshot, visible only when complete, and takes it away again where
   * the snapshot is gone. A pruning deletes the snapshot first and then what lies beside it: of a
   * file that is written meanwhile one of the two sees the end, and none stays behind alone.
   *
   * @return whether the snapshot is there
   */
  boolean put(BesideFile kind, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    new AtomicFiles(files()).write(placeOf(kind), out -> out.write(bytes));
    if (exists()) {
      return true;
    }
    beside(kind).delete();
    return false;
  }

  /** Writes JSON about this snapshot, as {@link #put(BesideFile, String)}. */
  boolean putJson(BesideFile kind, Object json) throws IOException {
    return put(kind, JsonFile.text(json));
  }

  /** Where a file about this snapshot lies: the same name with another ending. */
  Path placeOf(BesideFile kind) {
    String name = path.getName();
    int end = name.endsWith(SUFFIX) ? name.length() - SUFFIX.length() : name.length();
    return new Path(path.getParent(), name.substring(0, end) + kind.suffix());
  }

  private InputStream open() throws IOException {
    return new BufferedInputStream(files().open(path), BUFFER);
  }

  private FileSystem files() throws IOException {
    return path.getFileSystem();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
