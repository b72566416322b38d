package io.hsicflow.operators.snapshot;

import io.hsicflow.model.json.JsonException;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.json.JsonWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/**
 * One small JSON file of the snapshot folder, visible only when complete.
 *
 * @param path where it lies
 */
record JsonFile(Path path) {

  private static final int MAX_BYTES = 1 << 22;

  /**
   * The file's value, if there is a file; JSON's null counts as no value.
   *
   * @throws IOException with a sentence where there is one that cannot be read, is no JSON, or is
   *     longer than 4 MiB
   */
  Optional<Object> read() throws IOException {
    byte[] bytes;
    try (InputStream in = path.getFileSystem().open(path)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    }
    if (bytes.length > MAX_BYTES) {
      throw damaged("it is longer than " + MAX_BYTES + " bytes.", null);
    }
    try {
      return Optional.ofNullable(JsonReader.parse(new String(bytes, StandardCharsets.UTF_8)));
    } catch (JsonException e) {
      throw damaged(e.getMessage(), e);
    }
  }

  /** Writes {@code value} and replaces the file, if there is one. */
  void write(Object value) throws IOException {
    byte[] text = text(value).getBytes(StandardCharsets.UTF_8);
    new AtomicFiles(path.getFileSystem()).write(path, out -> out.write(text));
  }

  /** What such a file holds: {@code value} on one line. */
  static String text(Object value) {
    return JsonWriter.write(value) + "\n";
  }

  /** Deletes the file, if there is one. */
  void delete() throws IOException {
    path.getFileSystem().delete(path, false);
  }

  /** What to throw where the file is not what it should be. */
  IOException damaged(String what, Exception cause) {
    return new IOException(
        "The file " + path + " is damaged: " + what + " Delete it; what it said is lost.", cause);
  }
}
