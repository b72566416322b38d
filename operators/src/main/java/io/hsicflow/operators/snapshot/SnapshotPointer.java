package io.hsicflow.operators.snapshot;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a pointer file such as {@code newest} names.
 *
 * @param file the snapshot's file name in the same folder
 * @param step the training steps behind it
 * @param digest its SHA-256, 64 hexadecimal digits
 */
public record SnapshotPointer(String file, long step, String digest) {

  /** A pointer to {@code snapshot}. */
  public static SnapshotPointer to(EncoderSnapshot snapshot) {
    return new SnapshotPointer(snapshot.fileName(), snapshot.metadata().step(), snapshot.digest());
  }

  /** Back from the object of JSON that a pointer file holds, where it is one. */
  static Optional<SnapshotPointer> parse(Map<?, ?> fields) {
    return fields.get("file") instanceof String file
            && SnapshotStore.isFileName(file)
            && fields.get("step") instanceof Long step
            && fields.get("digest") instanceof String digest
            && SnapshotStore.isDigest(digest)
        ? Optional.of(new SnapshotPointer(file, step, digest))
        : Optional.empty();
  }

  /** As the object of JSON that a pointer file holds. */
  Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", file);
    object.put("step", step);
    object.put("digest", digest);
    return object;
  }
}
