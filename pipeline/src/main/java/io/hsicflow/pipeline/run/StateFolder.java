package io.hsicflow.pipeline.run;

import io.hsicflow.pipeline.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The folders where a job keeps its checkpoints ({@code JOBID/chk-N/_metadata}) and savepoints
 * ({@code savepoint-X/_metadata}), on any file system that Flink reads.
 */
public final class StateFolder {
  private static final String METADATA = "_metadata";

  private final Path checkpoints;
  private final Path savepoints;

  /** With the two folders; neither need exist. */
  public StateFolder(Path checkpoints, Path savepoints) {
    this.checkpoints = checkpoints;
    this.savepoints = savepoints;
  }

  /** The folders that completed settings name. */
  public static StateFolder of(Configuration settings) {
    return new StateFolder(
        new Path(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)),
        new Path(settings.get(CheckpointingOptions.SAVEPOINT_DIRECTORY)));
  }

  /** The newest complete checkpoint or savepoint, by the time its metadata was written. */
  public Optional<String> newest() throws IOException {
    List<FileStatus> points = new ArrayList<>();
    for (FileStatus job : folders(checkpoints)) {
      for (FileStatus checkpoint : folders(job.getPath())) {
        addIfComplete(checkpoint, points);
      }
    }
    for (FileStatus savepoint : folders(savepoints)) {
      addIfComplete(savepoint, points);
    }
    return points.stream()
        .max(
            Comparator.comparingLong(FileStatus::getModificationTime)
                .thenComparingLong(point -> number(point.getPath().getParent())))
        .map(point -> point.getPath().getParent().toString());
  }

  /**
   * The path to resume from.
   *
   * @param asked what the user asked for: "latest", "none", a path, or null for nothing
   * @return the path, or empty for a fresh start
   * @throws UserException if nothing was asked for and there is state, or there is none to resume
   *     from
   */
  public Optional<String> resolve(String asked) throws IOException {
    if (asked == null) {
      refuseIfUsed();
      return Optional.empty();
    }
    return switch (asked) {
      case "none" -> Optional.empty();
      case "latest" ->
          Optional.of(
              newest()
                  .orElseThrow(
                      () ->
                          new UserException(
                              "There is no complete checkpoint or savepoint under "
                                  + checkpoints
                                  + " or "
                                  + savepoints
                                  + "; start afresh with --resume none, or give a path.")));
      default -> Optional.of(existing(asked));
    };
  }

  /** Both folders, for people. */
  @Override
  public String toString() {
    return checkpoints + " and " + savepoints;
  }

  private void refuseIfUsed() throws IOException {
    for (Path folder : List.of(checkpoints, savepoints)) {
      if (holdsFile(folder)) {
        throw new UserException(
            "The state folder "
                + folder
                + " is not empty: an earlier job left its state there. Go on from it with --resume"
                + " latest, start afresh beside it with --resume none, or set another job.folder.");
      }
    }
  }

  /** Whether there is a file at any depth; a job that failed early leaves empty folders. */
  private static boolean holdsFile(Path folder) throws IOException {
    for (FileStatus entry : list(folder)) {
      if (!entry.isDir() || holdsFile(entry.getPath())) {
        return true;
      }
    }
    return false;
  }

  private static String existing(String asked) throws IOException {
    Path path = new Path(asked);
    Path metadata = path.getName().equals(METADATA) ? path : new Path(path, METADATA);
    if (!metadata.getFileSystem().exists(metadata)) {
      throw new UserException(
          "There is no checkpoint or savepoint at "
              + asked
              + " (no file "
              + metadata
              + "); --resume latest finds the newest one.");
    }
    return asked;
  }

  private static void addIfComplete(FileStatus folder, List<FileStatus> points) throws IOException {
    Path metadata = new Path(folder.getPath(), METADATA);
    FileSystem files = metadata.getFileSystem();
    if (files.exists(metadata)) {
      points.add(files.getFileStatus(metadata));
    }
  }

  /** N of {@code chk-N}; -1 for a savepoint. */
  private static long number(Path folder) {
    String name = folder.getName();
    return name.matches("chk-\\d{1,18}") ? Long.parseLong(name.substring(4)) : -1;
  }

  private static List<FileStatus> folders(Path parent) throws IOException {
    return list(parent).stream().filter(FileStatus::isDir).toList();
  }

  private static List<FileStatus> list(Path folder) throws IOException {
    try {
      FileStatus[] found = folder.getFileSystem().listStatus(folder);
      return found == null ? List.of() : List.of(found);
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
