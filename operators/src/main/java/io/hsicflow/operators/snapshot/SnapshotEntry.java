package io.hsicflow.operators.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;

/**
 * One snapshot of the store with all that is known of it without reading its tensors. What lies
 * beside it and cannot be read is told in {@code problems}, and taken as if it were not there.
 *
 * @param bytes the size of its file
 * @param writtenAt milliseconds since 1970 when the file was written, by its file system
 * @param problems a sentence for each file beside it that cannot be read
 */
public record SnapshotEntry(
    SnapshotFile file,
    long bytes,
    long writtenAt,
    Optional<SnapshotDescription> description,
    List<SnapshotEvaluation> evaluations,
    Optional<SnapshotVerdict> verdict,
    List<String> problems) {

  /** The one published first comes first. */
  public static final Comparator<SnapshotEntry> BY_AGE =
      Comparator.comparingLong(SnapshotEntry::publishedAt)
          .thenComparingLong(SnapshotEntry::step)
          .thenComparingInt(SnapshotEntry::attempt)
          .thenComparing(SnapshotEntry::name);

  /** What is there of the snapshot in {@code file}, whose size and time {@code status} tells. */
  static SnapshotEntry read(SnapshotFile file, FileStatus status) {
    List<String> problems = new ArrayList<>();
    Optional<SnapshotDescription> description =
        unlessDamaged(() -> SnapshotDescription.read(file), Optional.empty(), problems);
    if (description.isEmpty() && problems.isEmpty()) {
      problems.add("There is no file " + file.placeOf(BesideFile.DESCRIPTION) + ".");
    }
    return new SnapshotEntry(
        file,
        status.getLen(),
        status.getModificationTime(),
        description,
        unlessDamaged(() -> SnapshotEvaluations.of(file).read(), List.of(), problems),
        unlessDamaged(() -> SnapshotVerdict.read(file), Optional.empty(), problems),
        List.copyOf(problems));
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T unlessDamaged(Reading<T> reading, T otherwise, List<String> problems) {
    try {
      return reading.read();
    } catch (IOException e) {
      problems.add(e.getMessage());
      return otherwise;
    }
  }

  /** The same with another verdict. */
  SnapshotEntry withVerdict(SnapshotVerdict other) {
    return new SnapshotEntry(
        file, bytes, writtenAt, description, evaluations, Optional.of(other), problems);
  }

  /** Its file's name. */
  public String name() {
    return file.path().getName();
  }

  /** The training steps behind it, by its name. */
  public long step() {
    return Long.parseLong(name().split("-")[1]);
  }

  /** The digest's 64 digits, or its first 12 where only the name tells it. */
  public String digest() {
    return description
        .map(SnapshotDescription::digest)
        .orElseGet(() -> name().split("-")[2].replace(SnapshotFile.SUFFIX, ""));
  }

  /** A pointer to it; its digest is a beginning where the description is missing. */
  public SnapshotPointer pointer() {
    return new SnapshotPointer(name(), step(), digest());
  }

  /** Whether {@code pointer} names it. */
  public boolean isNamedBy(SnapshotPointer pointer) {
    return pointer.file().equals(name());
  }

  /** Whether it was held back when it was stored. */
  public boolean isHeld() {
    return description.map(SnapshotDescription::held).orElse(false);
  }

  private long publishedAt() {
    return description.map(known -> known.notes().publishedAt()).orElse(writtenAt);
  }

  private int attempt() {
    return description.map(known -> known.metadata().attempt()).orElse(0);
  }
}
