package io.hsicflow.operators.embedder;

import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;

/** Which snapshot {@code embed.snapshot} means now. */
final class SnapshotChoice {

  private final SnapshotStore store;
  private final String choice;
  private final boolean followed;

  SnapshotChoice(SnapshotStore store, ReadableConfig config) {
    this.store = store;
    this.choice = config.get(EmbedOptions.SNAPSHOT);
    this.followed = EmbedOptions.isFollowed(config);
  }

  /** The snapshot, if it is in the store. */
  Optional<SnapshotPointer> current() throws IOException {
    return store.named(choice);
  }

  /** Whether {@link #current} may change once it is there. */
  boolean isFollowed() {
    return followed;
  }
}
