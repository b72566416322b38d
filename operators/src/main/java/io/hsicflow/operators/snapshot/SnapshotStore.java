package io.hsicflow.operators.snapshot;

import io.hsicflow.model.json.JsonException;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The folder of encoder snapshots (docs/architecture.md, Snapshot). Files are named {@code
 * step-STEP-DIGEST12.safetensors}, with their metadata as JSON beside; {@link #NEWEST} names the
 * one published last.
 */
public final class SnapshotStore {

  /** The pointer to the snapshot published last. */
  public static final String NEWEST = "newest";

  /** The pointer to the snapshot that was released for use. */
  public static final String RELEASED = "released";

  private static final Pattern FILE_NAME =
      Pattern.compile("step-([0-9]{1,18})-([0-9a-f]{12})\\.safetensors");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{12,64}");
  private static final int MAX_POINTER_BYTES = 4096;

  private final Path folder;

  /**
   * @param folder a path or URI of a file system that Flink knows; made on the first write
   */
  public SnapshotStore(String folder) {
    this.folder = new Path(folder);
  }

  /** Where the snapshots lie. */
  public String folder() {
    return folder.toString();
  }

  /** Stores {@code snapshot} as {@link #publish(EncoderSnapshot, SnapshotNotes)}, without notes. */
  public StoredSnapshot publish(EncoderSnapshot snapshot, Map<String, Double> metrics)
      throws IOException {
    return publish(snapshot, new SnapshotNotes(metrics, "", 0));
  }

  /**
   * Stores {@code snapshot} and lets {@link #NEWEST} name it. A snapshot of the same step and
   * digest is stored once; one of the same step with other weights is stored beside it with the
   * next attempt in its metadata.
   *
   * @param notes for the JSON beside
   * @throws IOException also where the snapshot lies there and is being deleted at this moment; it
   *     is stored anew when it is tried again
   */
  public StoredSnapshot publish(EncoderSnapshot snapshot, SnapshotNotes notes) throws IOException {
    StoredSnapshot stored = store(snapshot, false, notes);
    point(NEWEST, stored.snapshot());
    refuseWhatIsDeleted(SnapshotPointer.to(stored.snapshot()));
    return stored;
  }

  /** Stores {@code snapshot} as {@link #hold(EncoderSnapshot, SnapshotNotes)}, without notes. */
  public StoredSnapshot hold(EncoderSnapshot snapshot, Map<String, Double> metrics)
      throws IOException {
    return hold(snapshot, new SnapshotNotes(metrics, "", 0));
  }

  /**
   * Stores {@code snapshot} like {@link #publish}, but lets no pointer name it and says in the JSON
   * beside that it was held back: for one that is to be looked at and not to be used.
   */
  public StoredSnapshot hold(EncoderSnapshot snapshot, SnapshotNotes notes) throws IOException {
    return store(snapshot, true, notes);
  }

  private StoredSnapshot store(EncoderSnapshot snapshot, boolean held, SnapshotNotes notes)
      throws IOException {
    files().mkdirs(folder);
    SnapshotFile file = fileOf(snapshot.fileName());
    EncoderSnapshot stored;
    if (file.exists()) {
      stored = file.read();
    } else {
      SnapshotMetadata metadata = snapshot.metadata();
      stored = snapshot.withMetadata(metadata.withAttempt(1 + othersOf(metadata.step())));
      file.write(stored);
    }
    if (!files().exists(file.placeOf(BesideFile.DESCRIPTION))) {
      SnapshotDescription.of(stored, held, notes).write(file);
      new SnapshotCard(entry(file)).write();
    }
    return new StoredSnapshot(file.toString(), stored);
  }

  /** Lets the pointer {@code name} name {@code snapshot}, in one step. */
  public void point(String name, EncoderSnapshot snapshot) throws IOException {
    point(name, SnapshotPointer.to(snapshot).object());
  }

  /** Writes a pointer file: the fields of {@link SnapshotPointer#object} and perhaps others. */
  void point(String name, Map<String, Object> fields) throws IOException {
    pointerFile(name).write(fields);
  }

  /** The file of the pointer, or of another list of the whole folder, of that name. */
  JsonFile pointerFile(String name) {
    return new JsonFile(new Path(folder, name));
  }

  /**
   * Whoever lets a pointer name a snapshot calls this afterwards: whoever deletes one marks it
   * first and then looks at the pointers, so that one of the two sees the other.
   *
   * @throws IOException where the snapshot is being deleted or is gone
   */
  void refuseWhatIsDeleted(SnapshotPointer pointer) throws IOException {
    SnapshotFile file = file(pointer);
    if (files().exists(file.placeOf(BesideFile.DELETING)) || !file.exists()) {
      throw new IOException(
          "Snapshot "
              + pointer.file()
              + " in "
              + folder
              + " is being deleted, or its deletion was broken off; try again, or run 'hsicflow snapshots prune' to"
              + " its end.");
    }
  }

  /** What {@link #NEWEST} names, if a snapshot was published. */
  public Optional<SnapshotPointer> newest() throws IOException {
    return pointer(NEWEST);
  }

  /**
   * What the pointer {@code name} names, if there is one.
   *
   * @throws IOException where the pointer cannot be read or does not name a snapshot file
   */
  public Optional<SnapshotPointer> pointer(String name) throws IOException {
    Path path = new Path(folder, name);
    byte[] bytes;
    try (InputStream in = files().open(path)) {
      bytes = in.readNBytes(MAX_POINTER_BYTES + 1);
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    }
    if (bytes.length > MAX_POINTER_BYTES) {
      throw unreadable(path, "is longer than " + MAX_POINTER_BYTES + " bytes", null);
    }
    Map<String, Object> fields;
    try {
      fields = JsonReader.parseObject(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw unreadable(path, "is no JSON object", e);
    }
    return Optional.of(
        SnapshotPointer.parse(fields)
            .orElseThrow(() -> unreadable(path, "names no file, step and digest", null)));
  }

  /** The file that {@code pointer} names. */
  public SnapshotFile file(SnapshotPointer pointer) {
    return fileOf(pointer.file());
  }

  /**
   * What is known of the snapshot that {@code pointer} names without reading its tensors.
   *
   * @throws FileNotFoundException where it is not there
   */
  public SnapshotEntry entry(SnapshotPointer pointer) throws IOException {
    return entry(file(pointer));
  }

  private SnapshotEntry entry(SnapshotFile file) throws IOException {
    return SnapshotEntry.read(file, files().getFileStatus(file.path()));
  }

  /** What is known of all snapshots without reading their tensors, in no order. */
  List<SnapshotEntry> snapshotEntries() throws IOException {
    return snapshotFiles().stream()
        .map(status -> SnapshotEntry.read(fileOf(status.getPath().getName()), status))
        .toList();
  }

  private SnapshotFile fileOf(String name) {
    return new SnapshotFile(new Path(folder, name));
  }

  /** Reads the snapshot that {@code pointer} names and checks it against the pointer's digest. */
  public EncoderSnapshot read(SnapshotPointer pointer) throws IOException {
    EncoderSnapshot snapshot = file(pointer).read();
    if (!snapshot.digest().equals(pointer.digest())) {
      throw new IOException(
          "Snapshot "
              + pointer.file()
              + " in "
              + folder
              + " has the digest "
              + snapshot.digest()
              + " where "
              + pointer.digest()
              + " was named: the folder was changed by hand; publish the snapshot again.");
    }
    return snapshot;
  }

  /**
   * The snapshot that a person names.
   *
   * @param name {@link #NEWEST}, {@link #RELEASED}, or the first 12 to all 64 digits of a digest
   * @throws IllegalArgumentException where it is none of these
   */
  public Optional<SnapshotPointer> named(String name) throws IOException {
    return isPointer(name) ? pointer(name) : find(name);
  }

  /** Whether {@code name} is {@link #NEWEST} or {@link #RELEASED}. */
  public static boolean isPointer(String name) {
    return name.equals(NEWEST) || name.equals(RELEASED);
  }

  /** The first 12 digits of the digest in a snapshot's file name, where {@code name} is one. */
  public static Optional<String> digestOf(String name) {
    Matcher matcher = FILE_NAME.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
  }

  /** Whether {@code text} is the name of a snapshot file. */
  static boolean isFileName(String text) {
    return FILE_NAME.matcher(text).matches();
  }

  /** Whether {@code text} is a digest, or its first 12 digits or more. */
  public static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  /**
   * The snapshot of that digest, if it is in the store.
   *
   * @param digest the first 12 to all 64 hexadecimal digits
   * @throws IllegalArgumentException where that is no digest
   */
  public Optional<SnapshotPointer> find(String digest) throws IOException {
    if (!isDigest(digest)) {
      throw new IllegalArgumentException(
          "'" + digest + "' is no digest: give the first 12 to all 64 hexadecimal digits of one.");
    }
    for (String name : fileNames()) {
      if (name.endsWith("-" + digest.substring(0, 12) + SnapshotFile.SUFFIX)) {
        EncoderSnapshot snapshot = fileOf(name).read();
        if (snapshot.digest().startsWith(digest)) {
          return Optional.of(
              new SnapshotPointer(name, snapshot.metadata().step(), snapshot.digest()));
        }
      }
    }
    return Optional.empty();
  }

  /** The names of all snapshot files, in no order. */
  public List<String> fileNames() throws IOException {
    return snapshotFiles().stream().map(entry -> entry.getPath().getName()).toList();
  }

  /** All snapshot files, in no order; other files of the folder are passed over. */
  private List<FileStatus> snapshotFiles() throws IOException {
    return entries().stream().filter(entry -> isFileName(entry.getPath().getName())).toList();
  }

  /** Snapshots whose deletion was begun and not ended, whether their files are there or not. */
  List<SnapshotFile> markedAsDeleted() throws IOException {
    String mark = BesideFile.DELETING.suffix();
    return entries().stream()
        .map(entry -> entry.getPath().getName())
        .filter(name -> name.endsWith(mark))
        .map(name -> name.substring(0, name.length() - mark.length()) + SnapshotFile.SUFFIX)
        .filter(SnapshotStore::isFileName)
        .map(this::fileOf)
        .toList();
  }

  /**
   * Deletes what writers that were killed left half written.
   *
   * @param before a time in milliseconds since 1970; what was written to since may have a writer
   * @return how many files there were
   */
  public int sweep(long before) throws IOException {
    int swept = 0;
    for (FileStatus entry : entries()) {
      Path path = entry.getPath();
      if (AtomicFiles.isAside(path.getName()) && entry.getModificationTime() < before) {
        files().delete(path, false);
        swept++;
      }
    }
    return swept;
  }

  private List<FileStatus> entries() throws IOException {
    FileStatus[] entries;
    try {
      entries = files().listStatus(folder);
    } catch (FileNotFoundException absent) {
      return List.of();
    }
    return entries == null
        ? List.of()
        : Stream.of(entries).filter(entry -> !entry.isDir()).toList();
  }

  private int othersOf(long step) throws IOException {
    String prefix = "step-" + step + "-";
    return (int) fileNames().stream().filter(name -> name.startsWith(prefix)).count();
  }

  private FileSystem files() throws IOException {
    return folder.getFileSystem();
  }

  private static IOException unreadable(Path path, String what, Exception cause) {
    return new IOException(
        "The pointer " + path + " " + what + ": publish a snapshot again to write it anew.", cause);
  }
}
