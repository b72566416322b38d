package io.hsicflow.operators.snapshot;

import io.hsicflow.model.json.JsonException;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The folder of encoder snapshots (DESIGN.md, Snapshot). Files are named {@code
 * step-STEP-DIGEST12.safetensors}, with their metadata as JSON beside; {@link #NEWEST} names the
 * one published last.
 */
public final class SnapshotStore {

  /** The pointer to the snapshot published last. */
  public static final String NEWEST = "newest";

  /** The pointer to the snapshot that was released for use. */
  public static final String RELEASED = "released";

  private static final String SUFFIX = ".safetensors";
  private static final Pattern FILE_NAME =
      Pattern.compile("step-[0-9]{1,19}-[0-9a-f]{12}\\.safetensors");
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

  /**
   * Stores {@code snapshot} and lets {@link #NEWEST} name it. A snapshot of the same step and
   * digest is stored once; one of the same step with other weights is stored beside it with the
   * next attempt in its metadata.
   *
   * @param metrics numbers of the step before it, for the JSON beside
   */
  public StoredSnapshot publish(EncoderSnapshot snapshot, Map<String, Double> metrics)
      throws IOException {
    StoredSnapshot stored = store(snapshot, metrics, false);
    point(NEWEST, stored.snapshot());
    return stored;
  }

  /**
   * Stores {@code snapshot} like {@link #publish}, but lets no pointer name it and says in the JSON
   * beside that it was held back: for one that is to be looked at and not to be used.
   */
  public StoredSnapshot hold(EncoderSnapshot snapshot, Map<String, Double> metrics)
      throws IOException {
    return store(snapshot, metrics, true);
  }

  private StoredSnapshot store(EncoderSnapshot snapshot, Map<String, Double> metrics, boolean held)
      throws IOException {
    FileSystem files = files();
    files.mkdirs(folder);
    AtomicFiles atomic = new AtomicFiles(files);
    Path target = new Path(folder, snapshot.fileName());
    EncoderSnapshot stored;
    if (files.exists(target)) {
      stored = new SnapshotFile(target).read();
    } else {
      SnapshotMetadata metadata = snapshot.metadata();
      stored = snapshot.withMetadata(metadata.withAttempt(1 + othersOf(metadata.step())));
      atomic.write(target, stored::write);
    }
    Path beside = new Path(folder, snapshot.fileName().replace(SUFFIX, ".json"));
    if (!files.exists(beside)) {
      writeJson(atomic, beside, describe(stored, metrics, held));
    }
    return new StoredSnapshot(target.toString(), stored);
  }

  /** Lets the pointer {@code name} name {@code snapshot}, in one step. */
  public void point(String name, EncoderSnapshot snapshot) throws IOException {
    Map<String, Object> pointer = new LinkedHashMap<>();
    pointer.put("file", snapshot.fileName());
    pointer.put("step", snapshot.metadata().step());
    pointer.put("digest", snapshot.digest());
    writeJson(new AtomicFiles(files()), new Path(folder, name), pointer);
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
    if (fields.get("file") instanceof String file
        && FILE_NAME.matcher(file).matches()
        && fields.get("step") instanceof Long step
        && fields.get("digest") instanceof String digest
        && DIGEST.matcher(digest).matches()) {
      return Optional.of(new SnapshotPointer(file, step, digest));
    }
    throw unreadable(path, "names no file, step and digest", null);
  }

  /** The file that {@code pointer} names. */
  public SnapshotFile file(SnapshotPointer pointer) {
    return new SnapshotFile(new Path(folder, pointer.file()));
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
      if (name.endsWith("-" + digest.substring(0, 12) + SUFFIX)) {
        EncoderSnapshot snapshot = new SnapshotFile(new Path(folder, name)).read();
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
    return entries().stream()
        .map(entry -> entry.getPath().getName())
        .filter(name -> FILE_NAME.matcher(name).matches())
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

  private static Map<String, Object> describe(
      EncoderSnapshot snapshot, Map<String, Double> metrics, boolean held) {
    SnapshotMetadata metadata = snapshot.metadata();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", snapshot.fileName());
    json.put("digest", snapshot.digest());
    json.put("step", metadata.step());
    json.put("images", metadata.images());
    json.put("depth", metadata.depth());
    json.put("stem", metadata.stem().text());
    json.put("width", metadata.width());
    json.put("input_size", metadata.inputSize());
    json.put("preprocessing", metadata.preprocessing());
    json.put("mean", metadata.normalisation().mean());
    json.put("deviation", metadata.normalisation().deviation());
    json.put("attempt", metadata.attempt());
    json.put("held", held);
    json.put("settings", metadata.settings());
    json.put("data", metadata.data());
    json.put("metrics", new LinkedHashMap<>(metrics));
    return json;
  }

  private static void writeJson(AtomicFiles atomic, Path path, Map<String, Object> json)
      throws IOException {
    byte[] text = (JsonWriter.write(json) + "\n").getBytes(StandardCharsets.UTF_8);
    atomic.write(path, out -> out.write(text));
  }

  private FileSystem files() throws IOException {
    return folder.getFileSystem();
  }

  private static IOException unreadable(Path path, String what, Exception cause) {
    return new IOException(
        "The pointer " + path + " " + what + ": publish a snapshot again to write it anew.", cause);
  }
}
