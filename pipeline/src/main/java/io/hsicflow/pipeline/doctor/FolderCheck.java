package io.hsicflow.pipeline.doctor;

import io.hsicflow.pipeline.job.FlinkSettings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Whether a folder, on any file system that Flink reads, takes a file and gives it back, and how
 * much room there is. Where the folder is not there yet, the nearest one above it that is.
 */
final class FolderCheck implements Check {
  private static final double GB = 1e9;

  /** A few checkpoints of a small learner; with less none may fit. */
  private static final long LITTLE = 100_000_000L;

  private static final long SCARCE = 2_000_000_000L;

  private final String name;
  private final String path;
  private final String option;
  private final Room room;

  /** How much can still be written; a test says so itself. */
  interface Room {
    /** Bytes below a folder that is there; empty where the storage does not say. */
    OptionalLong bytes(Path folder);
  }

  /**
   * @param path the folder, with or without a scheme
   * @param option the setting that names the folder, for what to do
   */
  FolderCheck(String name, String path, String option) {
    this(name, path, option, FolderCheck::usableSpace);
  }

  FolderCheck(String name, String path, String option, Room room) {
    this.name = name;
    this.path = path;
    this.option = option;
    this.room = room;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Finding look() throws IOException {
    Path folder = FlinkSettings.absolute(path);
    FileSystem files = folder.getFileSystem();
    Path there = nearest(folder, files);
    String place =
        there.equals(folder) ? folder.toString() : folder + " (to be made below " + there + ")";
    try {
      tryOut(files, new Path(there, ".hsicflow-doctor-" + UUID.randomUUID()));
    } catch (IOException e) {
      return Finding.wrong(
          place + " cannot be written: " + e.getMessage() + ".",
          "Let this user write there, or set " + option + " to another folder.");
    }
    OptionalLong free = room.bytes(there);
    if (free.isEmpty()) {
      return Finding.fine(place + " can be written");
    }
    String text =
        String.format(Locale.ROOT, "%s can be written, %.1f GB free", place, free.getAsLong() / GB);
    String remedy = "Free some, or set " + option + " to a folder on a larger disk.";
    if (free.getAsLong() < LITTLE) {
      return Finding.wrong(text + ": next to nothing fits.", remedy);
    }
    return free.getAsLong() < SCARCE
        ? Finding.attention(text + ": soon full.", remedy)
        : Finding.fine(text);
  }

  private static Path nearest(Path folder, FileSystem files) throws IOException {
    if (files.isDistributedFS()) {
      return folder; // object stores have no folders that could be missing
    }
    Path there = folder;
    while (there.getParent() != null && !files.exists(there)) {
      there = there.getParent();
    }
    return there;
  }

  private static void tryOut(FileSystem files, Path file) throws IOException {
    byte[] written = "hsicflow doctor".getBytes(StandardCharsets.US_ASCII);
    try {
      try (FSDataOutputStream out = files.create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
        out.write(written);
      }
      try (FSDataInputStream in = files.open(file)) {
        if (!Arrays.equals(in.readAllBytes(), written)) {
          throw new IOException("a file in it does not hold what was written to it");
        }
      }
    } finally {
      files.delete(file, false);
    }
  }

  private static OptionalLong usableSpace(Path folder) {
    return "file".equals(folder.toUri().getScheme())
        ? OptionalLong.of(new File(folder.toUri().getPath()).getUsableSpace())
        : OptionalLong.empty();
  }
}
