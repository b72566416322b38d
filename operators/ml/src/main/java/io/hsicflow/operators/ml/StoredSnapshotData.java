package io.hsicflow.operators.ml;

import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.schemas.record.SnapshotPublished;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.flink.api.common.functions.MapFunction;

/** Reads what a training published from its own folder of snapshots, by the digest. */
final class StoredSnapshotData implements MapFunction<SnapshotPublished, SnapshotData> {

  private static final long serialVersionUID = 1L;

  private final String folder;

  StoredSnapshotData(String folder) {
    this.folder = folder;
  }

  @Override
  public SnapshotData map(SnapshotPublished published) throws IOException {
    SnapshotStore store = new SnapshotStore(folder);
    SnapshotPointer pointer =
        store
            .find(published.digest())
            .orElseThrow(
                () ->
                    new FileNotFoundException(
                        "The snapshot of step "
                            + published.step()
                            + " is no longer in "
                            + folder
                            + ": leave the folder alone, or let snapshot.keep keep more."));
    return SnapshotData.of(store.read(pointer), published.publishedAt());
  }
}
